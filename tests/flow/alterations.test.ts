import { expect, it } from '@jest/globals';
import { checkFlow } from '../../src/flow/check';
import { inTier } from '../support/tier';
import { alterations } from './alterations';

/** Alterations that are no mistake, or that nobody can know for one, with the reason. */
const ALLOWED: readonly (readonly [string, RegExp])[] = [
  [
    'a description and flags are for the editor; Studio has defaults',
    /^flow: (?:no description|no flags|allow_concurrent_calls = false)$/,
  ],
  ['a place on the canvas means nothing', /: (?:no offset|offset = \{"x":1,"y":2\})$/],
  ['what does not begin this flow need not be listed', /^Trigger: incoming(?!Request)\w+ left out$/],
  ['wording is free, as long as what the Function answers is in it', /: say = "/],
  [
    'which voices and languages there are only Twilio knows; without one Studio takes its own',
    /: (?:no )?(?:voice|language|gather_language)(?: = "[^"]*")?$/,
  ],
  [
    'a prompt may wait from 3 to 8 s, and waits 5 s when nothing is said',
    /^(?:ask|hear)_\w+: (?:no timeout|timeout = [56])$/,
  ],
  ['said once when nothing is said', /: no loop$/],
  ['the branches of these splits exclude each other, so that their order means nothing', /: ".*" one place later$/],
  ['labels are for people', /: ".*" another label$/],
  ['none of the values contains another of them', /: ".*" type contains$/],
  [
    'whatever is not another ring time rings for 25 s anyway',
    /^how_long: "The phone is to ring for 25 seconds" (?:left out|value x)$/,
  ],
  ['Studio has a default', /^call_\w+: no (?:record|trim|recording_channels|recording_status_callback|send_digits)$/],
  ['no answering machine is looked for', /^call_\w+: no (?:detect_answering_machine|machine_detection\w*)$/],
  ['no SIP address is called', /^call_\w+: (?:no )?sip_auth_\w+(?: = "x")?$/],
  [
    'one digit is wanted, so that no key need finish',
    /^(?:ask|hear)_\w+: (?:no finish_on_key|no stop_gather|stop_gather = false)$/,
  ],
  [
    'an agent who asks a second time may hear all of it or only the keys, and so may one who pressed another key',
    /^which_key_(?:then|again): "3 says it again" (?:type not_equal_to|left out|value x)$/,
  ],
  ['speech is no answer', /^(?:ask|hear)_\w+: no (?:speech_timeout|profanity_filter)$/],
];

// These are call_15 but for the number, and take as long to alter.
const ALIKE = /^call_(?:20|30|45):/;

/** The short form makes one alteration of each twenty. */
const STEP = inTier(1, 20);

const ALL = alterations().filter(({ name }, index) => !ALIKE.test(name) && index % STEP === 0);

it('notices every alteration of the project’s flow but those that are allowed', () => {
  const unnoticed = ALL.filter(({ flow }) => {
    return !checkFlow(JSON.stringify(flow), true).findings.some(({ severity }) => severity === 'error');
  }).map(({ name }) => name);

  expect(ALL.length).toBeGreaterThan(500 / STEP);
  expect(unnoticed.filter((name) => !ALLOWED.some(([, pattern]) => pattern.test(name)))).toEqual([]);
  // What is allowed for nothing shows only when all alterations are made.
  if (STEP > 1) return;
  expect(ALLOWED.filter(([, pattern]) => !unnoticed.some((name) => pattern.test(name))).map(([why]) => why)).toEqual(
    [],
  );
}, 300_000);
