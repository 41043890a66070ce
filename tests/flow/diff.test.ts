import { describe, expect, it } from '@jest/globals';
import { diffFlows } from '../../src/flow/diff';
import { branch, editedFlow, offset, onCall, parameters, sayPlay, transition } from './on-call';
import type { Edit } from './on-call';

/** Every widget of a kind of change, with the words for it. */
const CHANGES: readonly (readonly [string, Edit, readonly string[]])[] = [
  ['nothing', () => {}, []],
  [
    'the order of widgets and of keys',
    (widget, flow) => {
      flow.states.reverse();
      const claim = widget('claim');
      claim.properties = Object.fromEntries(Object.entries(claim.properties).toReversed());
    },
    [],
  ],
  [
    'a number and a target',
    (widget) => {
      widget('ask_key').properties['timeout'] = 8;
      transition(widget('ask_key'), 'timeout').next = 'no_key';
    },
    ['widget ask_key: the timeout is 8 s instead of 5 s; transition timeout now goes to no_key'],
  ],
  [
    'a target taken away',
    (widget) => void delete transition(widget('ask_key'), 'speech').next,
    ['widget ask_key: transition speech now ends the flow'],
  ],
  [
    'a property set, and one no longer set',
    (widget) => {
      widget('ask_key').properties['hints'] = 'one, two';
      delete widget('ask_key').properties['speech_timeout'];
    },
    ['widget ask_key: the speech timeout is no longer set (it was "auto"); the hints is set to "one, two"'],
  ],
  [
    'the parameters of a Function',
    (widget) => {
      parameters(widget('claim')).splice(4, 1, { key: 'colour', value: 'red' });
      parameters(widget('claim')).splice(0, 1, { key: 'team', value: '{{flow.data.group}}' });
    },
    [
      'widget claim: the parameter team is "{{flow.data.group}}" instead of "{{flow.data.team}}"; the parameter token is gone; there is a new parameter colour, "red"',
    ],
  ],
  [
    'what a branch compares, and where it goes',
    (widget) => {
      const two = branch(widget('which_key'), '2 passes it on');
      two.condition.value = '9';
      two.transition.next = 'no_key';
    },
    [
      'widget which_key: branch "2 passes it on" is for equal to "9" instead of equal to "2"; branch "2 passes it on" now goes to no_key',
    ],
  ],
  [
    'what a branch is called',
    (widget) => {
      branch(widget('which_key'), '1 takes it').condition.friendly_name = 'one';
    },
    ['widget which_key: the branch "1 takes it" is called "one"'],
  ],
  [
    'what all branches test, told once',
    (widget) => {
      const input = '{{widgets.ask_key.Digits}}';
      widget('which_key').properties['input'] = input;
      for (const label of ['1 takes it', '2 passes it on', '3 says it again']) {
        branch(widget('which_key'), label).condition.arguments = [input];
      }
    },
    [
      'widget which_key: the input is "{{widgets.ask_key.Digits}}" instead of "{{widgets.ask_key.Digits | default: widgets.ask_unbriefed.Digits}}"',
    ],
  ],
  [
    'the order of branches',
    (widget) => {
      const branches = widget('which_key').transitions;
      branches.push(...branches.splice(1, 1));
    },
    ['widget which_key: its branches are tried in another order'],
  ],
  [
    'a branch more and one less',
    (widget) => {
      const branches = widget('how_long').transitions;
      branches.splice(5, 1);
      branches.push({
        event: 'match',
        next: 'call_45',
        conditions: [{ friendly_name: 'A minute', arguments: ['{{flow.data.x}}'], type: 'greater_than', value: '45' }],
      });
    },
    [
      'widget how_long: there is a new branch "A minute", which goes to call_45; branch "The phone is to ring for 45 seconds" is gone',
    ],
  ],
  [
    'a widget more and one less',
    (widget, flow) => {
      flow.states = flow.states.filter(({ name }) => name !== 'decline_again');
      flow.states.push(sayPlay('hold', 'One moment.', 'brief'));
      transition(widget('decline'), 'fail').next = 'say_pass_on_failed';
    },
    [
      'widget decline_again (run-function) is gone',
      'widget decline: transition fail now goes to say_pass_on_failed',
      'widget hold is new: say-play; transition audioComplete goes to brief',
    ],
  ],
  [
    'another name, wherever it is used',
    (widget) => {
      widget('ask_again').name = 'ask_once_more';
      for (const name of ['ask_key', 'ask_unbriefed', 'hear_again']) {
        transition(widget(name), 'speech').next = 'ask_once_more';
        transition(widget(name), 'timeout').next = 'ask_once_more';
      }
      for (const name of ['which_key', 'which_key_then']) transition(widget(name), 'noMatch').next = 'ask_once_more';
      const split = widget('which_key_again');
      split.properties['input'] = '{{widgets.ask_once_more.Digits}}';
      for (const label of ['1 takes it', '2 passes it on', '3 says it again']) {
        branch(split, label).condition.arguments = ['{{widgets.ask_once_more.Digits}}'];
      }
    },
    [
      'widget ask_again (gather-input-on-call) is gone',
      'widget ask_key: transition speech now goes to ask_once_more; transition timeout now goes to ask_once_more',
      'widget ask_unbriefed: transition speech now goes to ask_once_more; transition timeout now goes to ask_once_more',
      'widget which_key: transition noMatch now goes to ask_once_more',
      'widget hear_again: transition speech now goes to ask_once_more; transition timeout now goes to ask_once_more',
      'widget which_key_then: transition noMatch now goes to ask_once_more',
      'widget ask_once_more is new: gather-input-on-call; transition keypress goes to which_key_again; transition speech goes to no_key; transition timeout goes to no_key',
      'widget which_key_again: the input is "{{widgets.ask_once_more.Digits}}" instead of "{{widgets.ask_again.Digits}}"',
    ],
  ],
  [
    'another type',
    (widget) => void (widget('say_not_needed').type = 'send-message'),
    ['widget say_not_needed: it is send-message instead of say-play'],
  ],
  [
    'the flow itself',
    (_widget, flow) => {
      flow.description = 'Rings.';
      flow.initial_state = 'claim';
      flow.flags['allow_concurrent_calls'] = false;
    },
    [
      'the description is "Rings." instead of "Calls one on-call agent about one incident: 1 takes it, anything else calls the next agent."',
      'the flow begins at claim instead of Trigger',
      'the flag allow concurrent calls is false instead of true',
    ],
  ],
  [
    'only places on the canvas',
    (widget) => {
      for (const name of ['claim', 'take', 'brief']) offset(widget(name)).x = 5;
    },
    ['moved on the canvas: claim, brief, take'],
  ],
];

describe('the difference of two flows in words', () => {
  it.each(CHANGES)('%s', (_what, edit, lines) => {
    expect(diffFlows(onCall(), editedFlow(edit))).toEqual(lines);
  });

  it('tells of the way back too', () => {
    const longer = editedFlow((widget) => void (widget('ask_key').properties['timeout'] = 8));
    expect(diffFlows(longer, onCall())).toEqual(['widget ask_key: the timeout is 5 s instead of 8 s']);
  });
});
