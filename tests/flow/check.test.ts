import { describe, expect, it } from '@jest/globals';
import { checkFlow } from '../../src/flow/check';
import type { PlacedFinding } from '../../src/flow/check';
import { branch, edited, FLOW_TEXT, parameters, sayPlay, transition } from './on-call';
import type { Edit } from './on-call';

/** What the project's flow is told after an edit: widget, place and message of each error. */
function errorsAfter(edit: Edit): readonly PlacedFinding[] {
  return checkFlow(JSON.stringify(edited(edit), null, 2), true).findings.filter(({ severity }) => severity === 'error');
}

function set(name: string, key: string, value: unknown): Edit {
  return (widget) => void (widget(name).properties[key] = value);
}

function lead(name: string, event: string, next: string | undefined): Edit {
  return (widget) => {
    const found = transition(widget(name), event);
    if (next === undefined) delete found.next;
    else found.next = next;
  };
}

/** An edit that breaks one rule, and the errors that it must give: widget and message. */
type Broken = readonly [rule: string, edit: Edit, errors: readonly (readonly [string | undefined, string])[]];

const FORMAT: readonly Broken[] = [
  [
    'an integer as a string',
    set('ask_key', 'timeout', '6'),
    [['ask_key', 'must be an integer, without quotes, not "6": Studio\'s validator refuses it.']],
  ],
  [
    'a boolean as a string',
    set('ask_key', 'stop_gather', 'true'),
    [['ask_key', 'must be true or false, without quotes, not "true": Studio\'s validator refuses it.']],
  ],
  [
    'a string as a boolean',
    set('ask_key', 'profanity_filter', true),
    [['ask_key', "must be a string, in quotes, not true: Studio's validator refuses it."]],
  ],
  [
    'a string as an integer',
    set('call_25', 'machine_detection_timeout', 30),
    [['call_25', "must be a string, in quotes, not 30: Studio's validator refuses it."]],
  ],
  ['a number out of range', set('call_25', 'timeout', 601), [['call_25', 'is 601; it can be 0 to 600.']]],
  [
    'a property that is missing',
    (widget) => void delete widget('may_ask').properties['input'],
    [['may_ask', '"input" is missing or empty; split-based-on needs it.']],
  ],
  [
    'a property with a slip in its name',
    (widget) => {
      widget('ask_key').properties['time_out'] = 6;
    },
    [['ask_key', '"time_out" is not a property of gather-input-on-call that is known here; did you mean "timeout"?']],
  ],
  [
    'a key that widgets do not have',
    (widget) => void Object.assign(widget('take'), { note: 'x' }),
    [['take', '"note" is not a key of a widget; delete it.']],
  ],
  [
    'a key that flows do not have',
    (_widget, flow) => void Object.assign(flow, { version: 2 }),
    [[undefined, '"version" is not a key of a flow; delete it.']],
  ],
  [
    'a flag that is no boolean',
    (_widget, flow) => void (flow.flags['allow_concurrent_calls'] = 'yes'),
    [[undefined, 'must be true or false, not "yes".']],
  ],
  [
    'an unknown flag',
    (_widget, flow) => void (flow.flags['fast'] = true),
    [[undefined, '"fast" is not a flag of a flow; delete it.']],
  ],
  [
    'a place that is none',
    set('take', 'offset', { x: 'left', y: 0 }),
    [['take', 'must be {"x": number, "y": number}, the place on the canvas, not an object.']],
  ],
  [
    'a word that a property cannot be',
    set('call_25', 'recording_channels', 'stereo'),
    [['call_25', 'is "stereo", which recording_channels cannot be; it must match ^(?:mono|dual)?$.']],
  ],
  [
    'an event of another widget',
    (widget) => void (transition(widget('say_taken'), 'audioComplete').event = 'done'),
    [
      [
        'say_taken',
        'there is no transition for "audioComplete"; add {"event": "audioComplete"}, with a "next" if the flow is to go on.',
      ],
      ['say_taken', '"done" cannot happen in say-play; possible events are audioComplete.'],
    ],
  ],
  [
    'two ways on for one event',
    (widget) => void widget('take').transitions.push({ event: 'fail', next: 'take_again' }),
    [['take', 'there is a second transition for "fail"; keep one of the two.']],
  ],
  [
    'a type with a slip in it',
    (widget) => void (widget('say_not_needed').type = 'say-plya'),
    [['say_not_needed', '"say-plya" is not a type of widget known here; did you mean "say-play"?']],
  ],
  [
    'a parameter twice',
    (widget) => void parameters(widget('take')).push({ key: 'team', value: '{{flow.data.team}}' }),
    [['take', '"team" is there twice; keep one of the two.']],
  ],
];

const SPLITS: readonly Broken[] = [
  [
    'input and argument that differ',
    (widget) => {
      branch(widget('may_ask'), 'The incident still needs somebody').condition.arguments = [
        '{{widgets.brief.parsed.speech}}',
      ];
    },
    [
      [
        'may_ask',
        'is "{{widgets.brief.parsed.speech}}", but the input is "{{widgets.brief.parsed.proceed}}"; make them equal: which of the two Studio compares is not documented.',
      ],
    ],
  ],
  [
    'no argument',
    (widget) => {
      branch(widget('may_ask'), 'The incident still needs somebody').condition.arguments = [];
    },
    [['may_ask', 'has 0 entries; it must have exactly one, the input.']],
  ],
  [
    'an unknown comparison',
    (widget) => {
      branch(widget('which_key'), '2 passes it on').condition.type = 'equals_to';
    },
    [['which_key', '"equals_to" is not a way to compare; did you mean "equal_to"?']],
  ],
  [
    'no condition',
    (widget) =>
      void delete branch(widget('may_dial'), 'The board says that this execution may dial').transition.conditions,
    [['may_dial', 'a "match" needs a condition; add one or delete the transition.']],
  ],
  [
    'a regular expression that is none',
    (widget) => {
      Object.assign(branch(widget('which_key'), '2 passes it on').condition, { type: 'regex', value: '[2' });
    },
    [['which_key', '"[2" is not a regular expression.']],
  ],
];

const NAMES: readonly Broken[] = [
  [
    'a name that is there twice',
    (_widget, flow) => void flow.states.push(sayPlay('take', 'Hello')),
    [['take', 'is the name of #/states/25 too; give each its own.']],
  ],
  [
    'a target that is not there',
    lead('decline_again', 'fail', 'say_pass_on_faild'),
    [
      [
        'decline_again',
        '"fail" goes to "say_pass_on_faild", which is not a widget of this flow; did you mean "say_pass_on_failed"?',
      ],
    ],
  ],
  [
    'a way back to the trigger',
    lead('say_unconfirmed', 'audioComplete', 'Trigger'),
    [
      [
        'say_unconfirmed',
        '"audioComplete" goes to "Trigger", the trigger, where a flow only begins; name another widget.',
      ],
    ],
  ],
  [
    'a widget that nothing leads to',
    (_widget, flow) => void flow.states.push(sayPlay('lonely', 'Hello')),
    [['lonely', 'nothing leads here; delete it, or let a transition go to it.']],
  ],
  [
    'a beginning that is no trigger',
    (_widget, flow) => void (flow.initial_state = 'Start'),
    [[undefined, 'is "Start", which is not a trigger; write "Trigger".']],
  ],
];

const LIQUID: readonly Broken[] = [
  [
    'a widget that is not there',
    set('say_not_needed', 'say', '{{widgets.breif.parsed.speech}}'),
    [['say_not_needed', 'widgets.breif.parsed.speech refers to a widget that is not there; did you mean "brief"?']],
  ],
  [
    'an output that the type does not have',
    (widget) => {
      for (const label of ['1 takes it', '2 passes it on', '3 says it again'])
        branch(widget('which_key_again'), label).condition.arguments = ['{{widgets.ask_again.digits}}'];
      widget('which_key_again').properties['input'] = '{{widgets.ask_again.digits}}';
    },
    [
      [
        'which_key_again',
        'there is no widgets.ask_again.digits: ask_again is gather-input-on-call; did you mean "Digits"?',
      ],
    ],
  ],
  [
    'a key that the Function does not answer',
    set('say_not_needed', 'say', '{{widgets.brief.parsed.text}}'),
    [
      [
        'say_not_needed',
        'there is no widgets.brief.parsed.text: /brief answers proceed, speech, again, prompt, opening, aside, asideVoice, asideLanguage.',
      ],
    ],
  ],
  [
    'data that an execution is not started with',
    set('say_not_needed', 'say', '{{widgets.brief.parsed.speech}} {{flow.data.agent}}'),
    [
      [
        'say_not_needed',
        'there is no flow.data.agent; an execution is started with team, incident, attempt, token, deadline.',
      ],
    ],
  ],
  [
    'a variable that nothing sets',
    set('say_not_needed', 'say', '{{widgets.brief.parsed.speech}} {{flow.variables.n}}'),
    [['say_not_needed', 'there is no flow.variables.n; no Set Variables sets it.']],
  ],
  [
    'something that Studio does not have',
    set('say_not_needed', 'say', '{{widgets.brief.parsed.speech}} {{agent.name}}'),
    [['say_not_needed', 'there is no agent.name; variables begin with flow, contact, trigger, widgets.']],
  ],
  [
    'an unknown filter',
    set('say_not_needed', 'say', '{{widgets.brief.parsed.speech | upcaes}}'),
    [['say_not_needed', '"upcaes" is not a filter of Studio’s Liquid; did you mean "upcase"?']],
  ],
  [
    'a bracket that is not closed',
    set('say_not_needed', 'say', '{{widgets.brief.parsed.speech'),
    [
      [
        'say_not_needed',
        'has Liquid that cannot be read: output "{{widgets.brief.parsed.speech" not closed, line:1, col:1.',
      ],
    ],
  ],
  [
    'a widget that has not run on some path',
    set('ask_again', 'say', '{{widgets.brief.parsed.speech}}'),
    [
      [
        'ask_again',
        'widgets.brief.parsed.speech has not been set on this path; give it a default, or another way to come here.',
      ],
    ],
  ],
];

const FUNCTIONS: readonly Broken[] = [
  [
    'a parameter that is missing',
    (widget) => void parameters(widget('claim')).pop(),
    [['claim', '/claim also takes "flow"; send it.']],
  ],
  [
    'a parameter that the Function does not take',
    (widget) => void parameters(widget('take')).push({ key: 'colour', value: 'red' }),
    [['take', '/take does not take "colour"; it takes team, incident, attempt, execution.']],
  ],
  [
    'the value of another parameter',
    (widget) => void Object.assign(parameters(widget('brief'))[0] ?? {}, { value: '{{flow.data.incident}}' }),
    [['brief', 'sends "[flow.data.incident]" as team; /brief wants {{flow.data.team}} there.']],
  ],
  [
    'a Function that is not there',
    set('brief', 'url', '/breif'),
    [['brief', '"/breif" is not a Function that a flow of this project runs; did you mean "/brief"?']],
  ],
  [
    'the name of another Function',
    set('take', 'function_sid', 'brief'),
    [['take', 'must be "take", as the address is "/take".']],
  ],
  [
    'another service',
    set('take', 'service_sid', 'default'),
    [['take', 'must be "oncall", as the address is "/take".']],
  ],
  [
    'a reason that has not happened',
    (widget) => void Object.assign(parameters(widget('no_key'))[4] ?? {}, { value: 'declined' }),
    [['no_key', 'sends the reason "declined", but what has happened here is "no-key".']],
  ],
];

const TRIGGER = 'Trigger (incomingRequest)';

/** With the path to it. */
const PATHS: readonly (readonly [rule: string, edit: Edit, widget: string, message: string, path: string])[] = [
  [
    'dialling before the claim',
    lead('Trigger', 'incomingRequest', 'call_25'),
    'call_25',
    'dials, but /claim has not answered ring "yes"; an execution dials only after it has claimed.',
    `${TRIGGER} → call_25`,
  ],
  [
    'dialling whatever the claim answers',
    lead('may_dial', 'noMatch', 'how_long'),
    'call_25',
    'dials, but /claim has not answered ring "yes"; an execution dials only after it has claimed.',
    `${TRIGGER} → claim (ring no) → may_dial (noMatch) → how_long (noMatch) → call_25`,
  ],
  [
    'dialling twice',
    lead('call_15', 'busy', 'call_25'),
    'call_25',
    'dials a second time; an execution is one call, and its deadline counts on that.',
    `${TRIGGER} → claim (ring yes, 15 s) → may_dial ("The board says that this execution may dial") → how_long ("The phone is to ring for 15 seconds") → call_15 (busy) → call_25`,
  ],
  [
    'another ring time than the claim’s',
    (widget) => void (branch(widget('how_long'), 'The phone is to ring for 45 seconds').transition.next = 'call_30'),
    'call_30',
    'rings for 30 s, but /claim has answered ringSeconds 45; it must be 45 s.',
    `${TRIGGER} → claim (ring yes, 45 s) → may_dial ("The board says that this execution may dial") → how_long ("The phone is to ring for 45 seconds") → call_30`,
  ],
  [
    'speaking before a call',
    lead('claim_again', 'fail', 'say_pass_on_failed'),
    'say_pass_on_failed',
    'speaks where no call has been answered yet; Studio stops the flow there.',
    `${TRIGGER} → claim (fails) → claim_again (fails) → say_pass_on_failed`,
  ],
  [
    'a prompt after the call has failed',
    lead('call_15', 'noAnswer', 'ask_unbriefed'),
    'ask_unbriefed',
    'speaks where the call is over; Studio stops the flow there.',
    `${TRIGGER} → claim (ring yes, 15 s) → may_dial ("The board says that this execution may dial") → how_long ("The phone is to ring for 15 seconds") → call_15 (noAnswer) → ask_unbriefed`,
  ],
  [
    'an event that ends the flow silently',
    lead('call_15', 'failed', undefined),
    'call_15',
    'the flow ends here, but the incident was neither taken nor passed on, and nobody was told why not; ask /next-agent.',
    `${TRIGGER} → claim (ring yes, 15 s) → may_dial ("The board says that this execution may dial") → how_long ("The phone is to ring for 15 seconds") → call_15 (failed)`,
  ],
  [
    'silence after a prompt',
    lead('ask_again', 'timeout', undefined),
    'ask_again',
    'the flow ends here, but the incident was neither taken nor passed on, and nobody was told why not; ask /next-agent.',
    'ask_unbriefed (speech) → ask_again (timeout)',
  ],
  [
    'asking only once',
    lead('take', 'fail', 'say_unconfirmed'),
    'say_unconfirmed',
    'comes although /take has failed only once; ask it again first, so that nothing is lost.',
    'which_key ("1 takes it") → take (fails) → say_unconfirmed',
  ],
  [
    'ending after one failure',
    lead('next_agent', 'fail', undefined),
    'next_agent',
    'the flow ends although /next-agent has failed only once; ask it again first.',
    'claim (fails) → claim_again (fails) → next_agent (fails)',
  ],
  [
    'saying "you have it" before /take has answered',
    (widget, flow) => {
      flow.states.push(sayPlay('thanks', 'Thank you. You have it.', 'take'));
      branch(widget('which_key'), '1 takes it').transition.next = 'thanks';
    },
    'thanks',
    'says that the agent has it, but /take has not answered; ask it first.',
    'which_key ("1 takes it") → thanks',
  ],
  [
    'something else than /take after key 1',
    (widget, flow) => {
      flow.states.push(sayPlay('thanks', 'Thank you.', 'take'));
      branch(widget('which_key'), '1 takes it').transition.next = 'thanks';
    },
    'thanks',
    'comes after key 1, which asks for /take; run that first.',
    'which_key ("1 takes it") → thanks',
  ],
  [
    'taking without key 1',
    (widget) => void (branch(widget('which_key'), '2 passes it on').transition.next = 'take'),
    'take',
    'takes the incident, but the agent has not pressed 1; nothing else counts.',
    'which_key ("2 passes it on") → take',
  ],
  [
    'an answer that is never said',
    lead('take', 'success', undefined),
    'take',
    'the flow ends before the agent has heard what /take answered; say it.',
    'which_key ("1 takes it") → take (result taken)',
  ],
  [
    'another answer than the last one',
    set('say_taken', 'say', 'Thank you. Goodbye.'),
    'say_taken',
    'comes before the agent has heard what /take answered; say its speech first.',
    'take (result taken) → say_taken',
  ],
  [
    'first words that do not say who calls',
    set('ask_unbriefed', 'say', 'Press 1 or 2.'),
    'ask_unbriefed',
    'are the first words, but neither /brief nor /claim has said them; the agent must hear at once who calls and why.',
    'call_15 (answered) → brief (fails) → ask_unbriefed',
  ],
  [
    'more words after the outcome',
    lead('say_taken', 'audioComplete', 'say_pass_on_failed'),
    'say_pass_on_failed',
    'says more, although the agent has heard what /take answered; end the flow before it.',
    'take (result taken) → say_taken → say_pass_on_failed',
  ],
  [
    'asking for a key when nobody is needed',
    lead('may_ask', 'noMatch', 'ask_key'),
    'ask_key',
    'asks for a key, but /brief has answered proceed "no"; only say so.',
    'brief (proceed no) → may_ask (noMatch) → ask_key',
  ],
  [
    'the next agent although the incident is taken',
    lead('say_taken', 'audioComplete', 'next_agent'),
    'next_agent',
    'asks for the next agent, although /take has answered.',
    'take (result taken) → say_taken → next_agent',
  ],
  [
    'the next agent for an execution that may not dial',
    lead('may_dial', 'noMatch', 'next_agent'),
    'next_agent',
    'asks for the next agent, although the claim was refused: another execution has this call.',
    'claim (ring no) → may_dial (noMatch) → next_agent',
  ],
  [
    'one widget again and again',
    lead('ask_again', 'speech', 'ask_again'),
    'ask_again',
    'this can go round for ever, ask_again → ask_again, and Studio stops the flow the 10th time in a row; count the laps, or lead out.',
    'ask_again',
  ],
  [
    'asking for ever',
    lead('next_agent_again', 'fail', 'next_agent'),
    'next_agent',
    'this can go round for ever, next_agent → next_agent_again → next_agent, and Studio stops the flow after 1000 steps; count the laps, or lead out.',
    'claim_again (fails) → next_agent (fails) → next_agent_again (fails) → next_agent',
  ],
  [
    'a way round without an end',
    lead('ask_again', 'timeout', 'ask_unbriefed'),
    'ask_again',
    'this can go round for ever, ask_again → ask_unbriefed → ask_again, and Studio stops the flow after 1000 steps; count the laps, or lead out.',
    'ask_unbriefed (speech) → ask_again',
  ],
];

describe('the project’s flow', () => {
  it('has no mistakes, and every path was walked', () => {
    expect(checkFlow(FLOW_TEXT, true)).toEqual({
      findings: [],
      unsupported: [],
      looked: { widgets: 37, moments: expect.any(Number), isEscalation: true },
    });
  });
});

describe.each([
  ['Studio’s format', FORMAT],
  ['splits', SPLITS],
  ['names', NAMES],
  ['Liquid', LIQUID],
  ['the contracts of the Functions', FUNCTIONS],
])('%s', (_rules, broken) => {
  it.each(broken)('%s', (_rule, edit, errors) => {
    const found = errorsAfter(edit).map(({ widget, message }) => [widget, message] as const);
    expect(found.slice(0, errors.length)).toEqual(errors);
  });
});

describe('every path', () => {
  it.each(PATHS)('%s', (_rule, edit, widget, message, path) => {
    const found = errorsAfter(edit).find((error) => error.widget === widget && error.message === message);
    expect(found?.message).toBe(message);
    expect(found?.path?.endsWith(path) === true ? path : found?.path).toBe(path);
  });
});

describe('places', () => {
  it('are those of Twilio’s validator, with the line of the file', () => {
    const [finding] = errorsAfter(set('ask_key', 'timeout', '6'));
    const lines = JSON.stringify(edited(set('ask_key', 'timeout', '6')), null, 2).split('\n');
    expect(finding?.place).toBe('#/states/16/properties/timeout');
    expect(lines[(finding?.line ?? 0) - 1]).toBe('        "timeout": "6",');
  });

  it('come in the order of the file, all at once', () => {
    const errors = errorsAfter((widget, flow) => {
      set('say_pass_on_failed', 'loop', '1')(widget, flow);
      set('claim', 'url', '')(widget, flow);
      set('ask_key', 'timeout', '6')(widget, flow);
    });
    const lines = errors.map(({ line }) => line ?? 0);
    expect(lines).toEqual(lines.toSorted((one, other) => one - other));
    expect(new Set(errors.map(({ widget }) => widget))).toEqual(new Set(['claim', 'ask_key', 'say_pass_on_failed']));
  });
});
