import { jest } from '@jest/globals';
import twilio from 'twilio';
import { Run } from '../../src/escalation/run';
import { deploymentOf } from '../../src/rehearsal/site';
import { httpClientOver } from '../../src/twilio/http-client';
import { deskWith } from '../../src/twilio/desk';
import { readEnvironment } from '../../src/twilio/environment';
import { AGENTS } from './story';
import type { Story } from './story';

/**
 * What a command line does: the same production code on the same account, from outside. The clock of the machine is the story's
 * from then on, until the test restores its mocks.
 */
export function keyboard({ rehearsal, clock }: Story, roster: object = { agents: AGENTS }): Run {
  jest.spyOn(Date, 'now').mockImplementation(() => clock.now());
  jest.spyOn(console, 'log').mockImplementation(() => {});
  const { account } = rehearsal;
  const client = twilio(account.sid, account.authToken, {
    httpClient: httpClientOver((request) => Promise.resolve(rehearsal.twilio.handle(request))),
  });
  const environment = readEnvironment(deploymentOf().environment, []);
  return new Run(deskWith(client, environment, JSON.stringify(roster)));
}
