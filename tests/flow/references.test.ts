import * as fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { UnresolvedReferences, withNames, withSids } from '../../src/flow/references';
import type { Deployed } from '../../src/flow/references';
import { editedFlow, onCall } from './on-call';

const sid = (prefix: string, digit: string): string => prefix + digit.repeat(32);

const DEPLOYED: Deployed = {
  serviceSid: sid('ZS', '1'),
  environmentSid: sid('ZE', '2'),
  domain: 'oncall-4321.twil.io',
  functions: {
    '/alarm': sid('ZH', 'a'),
    '/claim': sid('ZH', 'b'),
    '/brief': sid('ZH', 'c'),
    '/take': sid('ZH', 'd'),
    '/next-agent': sid('ZH', 'e'),
  },
};

function mistakesOf(attempt: () => unknown): readonly string[] {
  try {
    attempt();
  } catch (error) {
    if (error instanceof UnresolvedReferences) return error.mistakes;
    throw error;
  }
  return [];
}

describe('names in the file, SIDs in the account', () => {
  it('puts the SIDs and the address of each Function in', () => {
    const claim = withSids(onCall(), DEPLOYED).states.find(({ name }) => name === 'claim');
    expect(claim?.properties).toMatchObject({
      service_sid: sid('ZS', '1'),
      environment_sid: sid('ZE', '2'),
      function_sid: sid('ZH', 'b'),
      url: 'https://oncall-4321.twil.io/claim',
    });
  });

  it('changes nothing else', () => {
    const changed = withSids(onCall(), DEPLOYED).states.filter((state, index) => {
      return JSON.stringify(state) !== JSON.stringify(onCall().states[index]);
    });
    expect(changed.map(({ type }) => type)).toEqual(Array(11).fill('run-function'));
  });

  it('finds the way back from any deployment', () => {
    const hex = fc.string({
      unit: fc.integer({ min: 0, max: 15 }).map((digit) => digit.toString(16)),
      minLength: 32,
      maxLength: 32,
    });
    const sids = fc.uniqueArray(hex, { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(sids, fc.stringMatching(/^[a-z][a-z0-9-]{0,20}\.twil\.io$/), ([zs, ze, ...rest], domain) => {
        const paths = ['/alarm', '/claim', '/brief', '/take', '/next-agent'];
        const functions = Object.fromEntries(paths.map((path, index) => [path, `ZH${rest[index] ?? ''}`]));
        const deployed = { serviceSid: `ZS${zs ?? ''}`, environmentSid: `ZE${ze ?? ''}`, domain, functions };
        expect(withNames(withSids(onCall(), deployed), deployed)).toEqual(onCall());
        const live = withSids(onCall(), deployed);
        expect(withSids(withNames(live, deployed), deployed)).toEqual(live);
      }),
      { numRuns: 50 },
    );
  });

  it('says which name is not deployed, and what is, for every widget', () => {
    const flow = editedFlow((widget) => {
      widget('brief').properties['url'] = '/breif';
      widget('take').properties['service_sid'] = 'oncal';
      widget('decline').properties['function_sid'] = 'take';
    });
    expect(mistakesOf(() => withSids(flow, DEPLOYED))).toEqual([
      'widget brief: there is no Function at "/breif"; deployed are /alarm, /brief, /claim, /next-agent, /take.',
      'widget take: service_sid is "oncal"; write "oncall".',
      'widget decline: function_sid is "take"; write "next-agent".',
    ]);
  });

  it('says so when nothing is deployed', () => {
    const [first] = mistakesOf(() => withSids(onCall(), { ...DEPLOYED, functions: {} }));
    expect(first).toBe('widget claim: there is no Function at "/claim"; nothing is deployed.');
  });

  it('does not take a property of every object for a Function', () => {
    const flow = editedFlow((widget) => void (widget('claim').properties['url'] = 'constructor'));
    expect(mistakesOf(() => withSids(flow, DEPLOYED))).toHaveLength(1);
  });

  it('says which SID is not of this deployment', () => {
    const live = withSids(onCall(), { ...DEPLOYED, functions: { ...DEPLOYED.functions, '/take': sid('ZH', 'f') } });
    expect(mistakesOf(() => withNames(live, DEPLOYED))).toEqual(
      ['take', 'take_again'].map(
        (name) =>
          `widget ${name}: function_sid is "${sid('ZH', 'f')}", which is not a Function of this deployment; choose one of oncall in the console, or deploy it.`,
      ),
    );
  });

  it('does not take the Functions of another domain or service for these', () => {
    const elsewhere = withSids(onCall(), { ...DEPLOYED, domain: 'other-1.twil.io', serviceSid: sid('ZS', '9') });
    expect(mistakesOf(() => withNames(elsewhere, DEPLOYED)).slice(0, 2)).toEqual([
      `widget claim: service_sid is "${sid('ZS', '9')}"; this deployment has ${sid('ZS', '1')}.`,
      'widget claim: url is "https://other-1.twil.io/claim"; this deployment has https://oncall-4321.twil.io/claim.',
    ]);
  });
});
