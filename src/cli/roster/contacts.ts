import { existsSync } from 'node:fs';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import type { Roster } from '../../roster/roster';
import { ROSTER_OPTIONS, TEXT, readArguments } from '../arguments';
import type { Command } from '../command';
import { variableIn } from '../live/env-file';
import { insistOnNumber } from '../phone-number';
import { projectFile, readNamedFile, readRoster } from '../project';
import { printFile, printJson } from '../terminal/print';

const HELP = `Usage: ${ONCALL} contacts [OPTIONS]

Prints a contact card (vCard 3.0) with the calling number. Save it as on-call.vcf and send it to
every agent: a contact that is marked as a favourite rings through Do Not Disturb, and phones that
screen calls put it through.

  --number N      the number (default: CALLER_ID in .env)
  --roster FILE   the roster, in which no agent may have this number
                  (default: assets/roster.private.json)
  --json          one JSON object`;

/** What phones show when it rings. */
const NAME = 'On-call alert';

export const command: Command = {
  help: HELP,
  run: async (args) => {
    const { values } = readArguments(args, { number: TEXT, ...ROSTER_OPTIONS });
    const { roster } = readRoster(values.roster);
    const environmentFile = projectFile('.env');
    const environment = existsSync(environmentFile) ? readNamedFile(environmentFile, '') : undefined;
    const number = callerId(roster, values.number, environment);
    if (values.json === true) printJson({ name: NAME, number, vcard: contactCard(number) });
    else printFile(contactCard(number));
    return 0;
  },
};

/** The number that calls: the one named, or else that of the `.env` file's text. Throws a UserMistake. */
export function callerId(roster: Roster, named: string | undefined, environment: string | undefined): string {
  const number = named ?? (environment === undefined ? undefined : variableIn(environment, 'CALLER_ID'));
  const source = named === undefined ? 'CALLER_ID in .env' : '--number';
  if (number === undefined) {
    const lacks = environment === undefined ? 'there is no .env' : 'CALLER_ID in .env is empty';
    throw new UserMistake(`${lacks}, so the calling number is not known; set it there or write --number +12025550100.`);
  }
  insistOnNumber(number, source);
  const owner = [...roster.agents.values()].find((agent) => agent.phones.includes(number));
  if (owner !== undefined) {
    throw new UserMistake(
      `${source} is the number of agent ${owner.id}; write the Twilio number that makes the calls.`,
    );
  }
  return number;
}

/**
 * The card, in version 3.0 (RFC 2426), which every phone imports. `X-ABShowAs` makes Apple's contacts show it as a company, so
 * that the name is not turned round.
 */
export function contactCard(number: string): string {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:;${NAME};;;`,
    `FN:${NAME}`,
    `ORG:${NAME}`,
    'X-ABShowAs:COMPANY',
    `TEL;TYPE=WORK,VOICE:${number}`,
    'NOTE:Calls when an alarm needs somebody. Mark it as a favourite so that it rings at night.',
    'END:VCARD',
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}
