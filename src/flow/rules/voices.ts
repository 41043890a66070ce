import { PAIRS } from '../../language/voices';
import type { Note } from '../../studio/finding';
import { hasLiquid } from '../../studio/has-liquid';
import { widgetNamed } from '../../studio/draft';
import { canSpeak } from '../../studio/voice';
import { CONTRACT } from '../contract';
import type { Subject } from '../subject';

/**
 * A voice and its language go together, whatever the flow knows by then: Twilio fails the sentence otherwise, and that is every
 * call. Both are written, or both come from the same answer with the same default.
 */
export function checkVoices({ widgets, isEscalation }: Subject, note: Note): void {
  for (const widget of widgets.values()) {
    const { type, properties } = widget.state;
    if (type !== 'gather-input-on-call' && type !== 'say-play') continue;
    const { voice, language } = properties;
    if (typeof voice !== 'string' || typeof language !== 'string') continue;
    const mistakes = [
      ...pairMistakes(voice, language, isEscalation),
      ...(isEscalation ? readerMistakes(properties['say'], voice) : []),
    ];
    for (const [key, message] of mistakes) {
      note({
        severity: isEscalation ? 'error' : 'warning',
        place: `${widget.place}/properties/${key}`,
        widget: widgetNamed(widget),
        message,
      });
    }
  }
}

type Mistake = readonly [key: 'voice' | 'language', message: string];

function pairMistakes(voice: string, language: string, isEscalation: boolean): readonly Mistake[] {
  if (!hasLiquid(voice) && !hasLiquid(language)) return fixedMistakes(voice, language, isEscalation);
  const [chosenVoice, chosenLanguage] = [choiceIn(voice), choiceIn(language)];
  if (chosenVoice === undefined) return [['voice', formOf('voice', 'Polly.Joanna-Neural')]];
  if (chosenLanguage === undefined) return [['language', formOf('language', 'en-US')]];
  const usual = fixedMistakes(chosenVoice.usual, chosenLanguage.usual, isEscalation);
  return usual.length > 0 || areBeside(chosenVoice.paths, chosenLanguage.paths) ? usual : [['language', ELSEWHERE]];
}

/**
 * A text in whatever language has a voice of its own, and whatever else is said the agent's: with the other one it is not understood,
 * and a prompt for a key has one voice for all that it says.
 */
function readerMistakes(say: unknown, voice: string): readonly Mistake[] {
  const [voices, texts] = [
    choiceIn(voice)?.paths,
    typeof say === 'string' ? (say.match(/[\w.-]*\.[\w-]+/g) ?? []) : [],
  ];
  // With one voice for all calls no text is read apart.
  if (voices === undefined || texts.length === 0) return [];
  const readers = [...CONTRACT.values()].flatMap(({ readBy = {} }) => Object.entries(readBy));
  const wanted = readers.find(([text]) => texts[0]?.endsWith(`.${text}`))?.[1];
  const used = readers.find(([, reader]) => voices[0]?.endsWith(`.${reader}`))?.[1];
  if (wanted === used) return [];
  return wanted === undefined
    ? [['voice', `is ${used}, which reads the alarm's own text; what else is said has the voice of /claim.`]]
    : [['voice', `is the agent's, which may not be able to read this text; take ${wanted} first.`]];
}

const ELSEWHERE = 'comes from elsewhere than the voice; take both from the same answers, in the same order.';

function formOf(key: string, usual: string): string {
  return `must end with a default in quotes, or one word that is missing fails every sentence; write "{{… .${key} | default: '${usual}'}}".`;
}

function fixedMistakes(voice: string, language: string, isEscalation: boolean): readonly Mistake[] {
  if (PAIRS.get(voice) === language || (!isEscalation && canSpeak(voice, language))) return [];
  const known = PAIRS.get(voice);
  return known === undefined
    ? [['voice', `"${voice}" is not known to speak "${language}"; take one of those that docs/roster.md lists.`]]
    : [['language', `is "${language}", which "${voice}" does not speak; write "${known}".`]];
}

interface Choice {
  /** Variables of which the first with a value is used. */
  readonly paths: readonly string[];
  /** What is used where none has one. */
  readonly usual: string;
}

/** Reads `{{a | default: b | default: 'c'}}`. */
function choiceIn(text: string): Choice | undefined {
  const [, inside] = /^\{\{([^{}]*)\}\}$/.exec(text.trim()) ?? [];
  const [first = '', ...others] = (inside ?? '').split('|').map((part) => part.trim());
  const parts = [first, ...others.map((part) => /^default: *(.*)$/.exec(part)?.[1] ?? '')];
  const [, usual] = /^'([^']*)'$/.exec(parts.at(-1) ?? '') ?? [];
  const paths = parts.slice(0, -1);
  return usual === undefined || !paths.every((path) => /^[\w.-]+$/.test(path)) ? undefined : { paths, usual };
}

/** Whether the languages are beside the voices, in the same answers and by the keys that belong together. */
function areBeside(voices: readonly string[], languages: readonly string[]): boolean {
  const keys = [...CONTRACT.values()].flatMap(({ voices: pairs = {} }) => Object.entries(pairs));
  return (
    voices.length === languages.length &&
    voices.every((voice, index) =>
      keys.some(
        ([key, language]) => voice.endsWith(`.${key}`) && voice.replace(/[\w-]+$/, language) === languages[index],
      ),
    )
  );
}
