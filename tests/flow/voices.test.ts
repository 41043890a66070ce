import { describe, expect, it } from '@jest/globals';
import { checkFlow } from '../../src/flow/check';
import { flowDefinition } from '../../src/studio/definition';
import { withFixedVoice, withoutFixedVoice } from '../../src/studio/fixed-voice';
import { edited, FLOW_TEXT, transition } from './on-call';
import type { Edit } from './on-call';

const CLAIMED = '{{widgets.claim.parsed.voice | default: widgets.claim_again.parsed.voice';
const FORM = 'must end with a default in quotes, or one word that is missing fails every sentence; write';

function told(edit: Edit): readonly string[] {
  const { findings } = checkFlow(JSON.stringify(edited(edit), null, 2), true);
  return findings.map(({ code, place, message }) => `${code} ${place.split('/').at(-1) ?? ''}: ${message}`);
}

function spoken(name: string, voice: string, language?: string): Edit {
  return (widget) => {
    const { properties } = widget(name);
    properties['voice'] = voice;
    if (language !== undefined) properties['language'] = language;
  };
}

describe('who says what', () => {
  it.each([
    [
      'a voice without a default',
      spoken('ask_key', `${CLAIMED}}}`),
      [`voices voice: ${FORM} "{{… .voice | default: 'Polly.Joanna-Neural'}}".`],
    ],
    [
      'a language without a default',
      spoken('ask_key', `${CLAIMED} | default: 'Polly.Joanna-Neural'}}`, '{{widgets.claim.parsed.language}}'),
      [`voices language: ${FORM} "{{… .language | default: 'en-US'}}".`],
    ],
    [
      'defaults that do not go together',
      spoken('ask_key', `${CLAIMED} | default: 'Polly.Vicki-Neural'}}`),
      ['voices language: is "en-US", which "Polly.Vicki-Neural" does not speak; write "de-DE".'],
    ],
    [
      'a voice that is none of the table',
      spoken('ask_key', 'Polly.Joanna', 'en-US'),
      ['voices voice: "Polly.Joanna" is not known to speak "en-US"; take one of those that docs/roster.md lists.'],
    ],
    [
      'a voice from the answer with a language that is written',
      spoken('ask_key', `${CLAIMED} | default: 'Polly.Joanna-Neural'}}`, 'en-US'),
      [`voices language: ${FORM} "{{… .language | default: 'en-US'}}".`],
    ],
    [
      'a language from another answer than the voice',
      spoken(
        'ask_key',
        `${CLAIMED} | default: 'Polly.Joanna-Neural'}}`,
        "{{widgets.claim_again.parsed.language | default: widgets.claim.parsed.language | default: 'en-US'}}",
      ),
      ['voices language: comes from elsewhere than the voice; take both from the same answers, in the same order.'],
    ],
    [
      'the language of another voice in the same answer',
      spoken(
        'say_aside',
        "{{widgets.brief.parsed.asideVoice | default: 'Polly.Joanna-Neural'}}",
        "{{widgets.brief.parsed.language | default: 'en-US'}}",
      ),
      ['voices language: comes from elsewhere than the voice; take both from the same answers, in the same order.'],
    ],
    [
      'a filter that makes something else of it',
      spoken('ask_key', "{{widgets.claim.parsed.voice | upcase | default: 'Polly.Joanna-Neural'}}"),
      [`voices voice: ${FORM} "{{… .voice | default: 'Polly.Joanna-Neural'}}".`],
    ],
    [
      'words beside a variable',
      spoken('ask_key', "Polly.{{widgets.claim.parsed.voice | default: 'Joanna-Neural'}}"),
      [`voices voice: ${FORM} "{{… .voice | default: 'Polly.Joanna-Neural'}}".`],
    ],
    [
      'keys that are asked for with the voice of the alarm’s own text',
      spoken(
        'ask_key',
        "{{widgets.brief.parsed.asideVoice | default: widgets.claim.parsed.voice | default: 'Polly.Joanna-Neural'}}",
        "{{widgets.brief.parsed.asideLanguage | default: widgets.claim.parsed.language | default: 'en-US'}}",
      ),
      ["voices voice: is asideVoice, which reads the alarm's own text; what else is said has the voice of /claim."],
    ],
    [
      'a text that the voice of the agent may not be able to read',
      spoken(
        'hear_again',
        `${CLAIMED} | default: 'Polly.Joanna-Neural'}}`,
        "{{widgets.claim.parsed.language | default: widgets.claim_again.parsed.language | default: 'en-US'}}",
      ),
      ["voices voice: is the agent's, which may not be able to read this text; take asideVoice first."],
    ],
  ] as const)('is an error: %s', (_what, edit, messages) => {
    expect(told(edit).filter((message) => message.startsWith('voices'))).toEqual(messages);
  });

  it('may be written, if both go together', () => {
    expect(told(spoken('say_unconfirmed', 'Polly.Takumi-Neural', 'ja-JP'))).toEqual([]);
  });

  it('is for other flows what is known of any voice, and only a warning', () => {
    const flow = {
      description: 'A menu',
      states: [
        {
          name: 'Trigger',
          type: 'trigger',
          transitions: [
            { event: 'incomingCall', next: 'hello' },
            { event: 'incomingMessage' },
            { event: 'incomingRequest' },
          ],
          properties: {},
        },
        {
          name: 'hello',
          type: 'say-play',
          transitions: [{ event: 'audioComplete' }],
          properties: { say: 'Hello', voice: 'alice', language: 'pl-PL' },
        },
      ],
      initial_state: 'Trigger',
      flags: { allow_concurrent_calls: true },
    };
    const found = (voice: string): readonly unknown[] => {
      const text = JSON.stringify(flow).replace('alice', voice);
      return checkFlow(text).findings.flatMap(({ code, severity }) => (code === 'voices' ? [severity] : []));
    };
    expect(found('alice')).toEqual([]);
    expect(found('Polly.Joanna')).toEqual(['warning']);
  });
});

describe('what is said before the keys are asked for', () => {
  it('is left out by a flow that goes past it', () => {
    const messages = told((widget) => void (transition(widget('has_aside'), 'noMatch').next = 'ask_key'));
    expect(messages).toContainEqual(
      expect.stringMatching(/comes before the agent has heard "\[what \/brief opens with\]"; say that first\.$/),
    );
  });

  it('is not said in another order', () => {
    const messages = told((widget) => {
      transition(widget('has_aside'), 'noMatch').next = 'say_aside';
      transition(widget('say_aside'), 'audioComplete').next = 'say_opening';
      transition(widget('say_opening'), 'audioComplete').next = 'ask_key';
    });
    expect(messages).toContainEqual(
      expect.stringMatching(/comes before the agent has heard "\[what \/brief opens with\]"; say that first\.$/),
    );
  });

  it('is not said where there is nothing', () => {
    const messages = told((widget) => {
      const split = widget('may_ask');
      for (const each of split.transitions) if (each.next === 'has_aside') each.next = 'say_opening';
    });
    expect(messages).toContainEqual(expect.stringMatching(/has nothing to say here; go round it\.$/));
  });
});

describe('the flow with one voice for all calls', () => {
  const file = flowDefinition(JSON.parse(FLOW_TEXT));
  const fixed = withFixedVoice(file, 'Polly.Camila-Neural');

  it('has no variable in the place of a voice, and is an escalation without a mistake', () => {
    const text = JSON.stringify(fixed);
    expect(text.match(/"(?:voice|language)":"[^"]*\{\{/g)).toBeNull();
    expect(checkFlow(text, true).findings).toEqual([]);
  });

  it('is known again, and is the file when that is taken back', () => {
    expect(withoutFixedVoice(fixed, file)).toEqual({ flow: file, voice: 'Polly.Camila-Neural' });
    expect(withoutFixedVoice(file, file)).toEqual({ flow: file });
  });
});
