import type { Language } from '../../language/language';
import { readerOf } from '../../language/script';
import type { Catalogue } from '../../wording/en';
import { clockTime } from '../../wording/clock';
import type { AlarmWords } from '../../alarm/alarm-words';
import type { AgentRef, Incident } from '../../board/board';
import { EARLY_CHARACTERS, FLAPS, PROMPT_CHARACTERS, SPEECH_CHARACTERS } from '../limits';
import { saidPlace } from './place';
import { nameOf, zoneOf, type CallPlan } from '../plan';
import type { Situation } from '../situation';
import { factsSpoken, ownText, voiceText } from './told';
import { shorten, spoken } from '../../alarm/text';

/**
 * What goes into a call, in which order, and what gives way when there is no room; the words are the catalogue's. A person who was
 * asleep hears who calls, the alarm's name, what is wrong and the keys, and only then the rest.
 */

/** What the names of a team, of an agent and of the company, and any note, may take of a speech; the rest is for the alarm. */
const TEAM_CHARACTERS = 24;
const NAME_CHARACTERS = 40;
const NOTE_CHARACTERS = 60;

/** Less of a sentence than this says nothing. */
const LEAST_CHARACTERS = 20;

/** What is said to an agent who answers. */
export interface Briefing {
  /** At once. */
  readonly speech: string;
  /** When the agent wants to hear it again: with all that there was no time for. */
  readonly again: string;
  /** When no key was pressed that counts. */
  readonly prompt: string;
}

/** What is wrong in another script, of which a letter is often a syllable or a word. */
const ASIDE_CHARACTERS = 120;

/** What is said before the keys are asked for, because it takes two voices. */
export interface Aside {
  /** By the agent's voice. */
  readonly opening: string;
  /** What is wrong, by a voice that can read it. */
  readonly text: string;
  readonly voice: string;
}

/** Said as soon as the agent answers, where the alarm's own text is in a script that the agent's voice cannot read. */
export function asideOf(
  catalogue: Catalogue,
  language: Language,
  incident: Incident,
  { shown: [first] }: Situation,
  agent: AgentRef,
  plan: CallPlan,
): Aside | undefined {
  const summary = first === undefined ? '' : ownText(first);
  const voice = readerOf(summary, language);
  if (voice === undefined) return undefined;
  const text = shorten(spoken(summary, catalogue.signs), ASIDE_CHARACTERS);
  return { opening: openingOf(catalogue, incident, agent, plan), text, voice };
}

/** Who calls, and why: the first words of a call. */
function openingOf(catalogue: Catalogue, incident: Incident, agent: AgentRef, plan: CallPlan): string {
  const { speech } = catalogue;
  const team = saidName(catalogue, plan.teamName, TEAM_CHARACTERS);
  const caller = plan.caller === undefined ? '' : asSentence(saidName(catalogue, plan.caller, NAME_CHARACTERS));
  return `${caller}${isReminderTo(agent, incident) ? speech.reminder(team) : speech.opening(team)}`;
}

/** A name that ends in a full stop, or was cut, needs no other one. */
function asSentence(name: string): string {
  return name.endsWith('.') ? `${name} ` : `${name}. `;
}

function isReminderTo(agent: AgentRef, { chain, taken }: Incident): boolean {
  return chain === 'remind' && taken?.by === agent.id;
}

/** What is said to the agent of this call, while it is still to be taken. After `aside`, if there is one. */
export function briefing(
  catalogue: Catalogue,
  incident: Incident,
  situation: Situation,
  agent: AgentRef,
  plan: CallPlan,
  aside?: Aside,
): Briefing {
  const { speech } = catalogue;
  const isReminder = isReminderTo(agent, incident);
  const opening = openingOf(catalogue, incident, agent, plan);
  const keys = isReminder ? speech.reminderKeys : speech.keys;
  const parts = partsOf(catalogue, incident, situation, agent, plan);
  const told = (early: number, all: number, isWrongSaid = false): string => {
    const [note = ''] = parts.notes;
    const left = all - [keys, ...parts.counted, note].join(' ').length - 2;
    const before = [
      opening,
      ...fitting([...parts.wrong, ...parts.where], parts.where, Math.min(early, left) - heard(opening)),
    ];
    const room = all - [...before, keys, ...parts.counted].join(' ').length;
    const first = isWrongSaid ? [speech.thatWasIt, ...parts.facts, ...parts.where] : before;
    return [...first, keys, ...parts.counted, ...within(parts.notes, room)].join(' ');
  };
  return {
    speech: told(EARLY_CHARACTERS, PROMPT_CHARACTERS, aside !== undefined),
    // An agent who asks has the time. What one voice cannot read is read once more by the one that can.
    again: aside?.text ?? told(SPEECH_CHARACTERS - keys.length - NOTE_CHARACTERS, SPEECH_CHARACTERS),
    prompt: isReminder ? speech.reminderPrompt : speech.prompt,
  };
}

interface Parts {
  /** The alarm's name and what is wrong, a sentence each. */
  readonly wrong: readonly string[];
  /** What was found out about it, where its own text has been said. */
  readonly facts: readonly string[];
  readonly where: readonly string[];
  /** How many others there are: never left out. */
  readonly counted: readonly string[];
  /** What else there is to know, the most important first. */
  readonly notes: readonly string[];
}

function partsOf(
  catalogue: Catalogue,
  incident: Incident,
  situation: Situation,
  agent: AgentRef,
  plan: CallPlan,
): Parts {
  const { speech, signs, locale } = catalogue;
  const { taken, chain, flaps } = incident;
  const [first] = situation.shown;
  const others = situation.shown.length - 1 + situation.others;
  const place = first === undefined ? undefined : saidPlace(catalogue, first, situation, plan);
  const notes = [
    isReminderTo(agent, incident) ? speech.youTookIt(clockTime(locale, taken?.atMs ?? 0, zoneOf(plan, agent.id))) : '',
    chain === 'pass' && taken !== undefined ? whoAsks(catalogue, incident, agent, plan) : '',
    plan.trouble === undefined ? '' : shorten(spoken(speech.trouble(plan.trouble), signs), NOTE_CHARACTERS),
    isFlapping(incident) ? speech.comesAndGoes(flaps) : '',
  ];
  return {
    wrong: sentencesOf(spokenSummary(catalogue, first)),
    facts: first === undefined ? [] : factsSpoken(catalogue, first).map((fact) => spoken(fact, signs)),
    where: place === undefined ? [] : [place],
    counted: others === 0 ? [] : [speech.moreAlarms(others)],
    notes: notes.filter((note) => note !== ''),
  };
}

/** Who asks an agent to take it over: not always its owner. Of a command nobody knows who gave it, and nobody asks themselves. */
function whoAsks(catalogue: Catalogue, incident: Incident, agent: AgentRef, plan: CallPlan): string {
  const { speech } = catalogue;
  const by = incident.passedOn?.by;
  if (by === undefined || by === agent.id) return speech.youAreAsked;
  return speech.asksYou(saidName(catalogue, nameOf(catalogue, plan, by), NAME_CHARACTERS));
}

/** Speaking a name takes more characters than writing it, so it is cut as it is spoken. */
function saidName({ signs }: Catalogue, name: string, most: number): string {
  return shorten(spoken(name, signs), most);
}

function sentencesOf(text: string): readonly string[] {
  return text.match(/\S.*?[.!?。！？؟।…]+(?=\s|$)|\S.*$/gs) ?? [text];
}

/** How long it takes to say, in letters: a digit is a word, and a sign a longer one. */
function heard(text: string): number {
  return text.length + 2 * (text.match(/\d/g)?.length ?? 0) + 6 * (text.match(/%/g)?.length ?? 0);
}

/** As many sentences as there is room for, and of the next one the beginning; `kept` are at the end in any case. */
function fitting(sentences: readonly string[], kept: readonly string[], most: number): readonly string[] {
  let room = most - kept.reduce((sum, each) => sum + heard(each) + 1, 0);
  const said: string[] = [];
  for (const next of sentences.slice(0, sentences.length - kept.length)) {
    const more = heard(next) - next.length;
    if (heard(next) + 1 > room) {
      // An agent who has heard the name and a sentence needs no half one.
      if (said.length < 2 && room - more > LEAST_CHARACTERS) said.push(shorten(next, room - more - 1));
      break;
    }
    said.push(next);
    room -= heard(next) + 1;
  }
  return [...said, ...kept];
}

/** Those that there is room for, in their order. */
function within(notes: readonly string[], most: number): readonly string[] {
  let room = most;
  return notes.filter((note) => {
    const fits = note.length + 1 <= room;
    if (fits) room -= note.length + 1;
    return fits;
  });
}

/** Once or twice is not yet coming and going. */
export function isFlapping({ flaps }: Incident): boolean {
  return flaps >= FLAPS;
}

/** What is wrong, in at most `most` characters; the number of further alarms is never cut off. */
export function whatIsWrong(catalogue: Catalogue, { shown, others: uncounted }: Situation, most: number): string {
  const [first] = shown;
  const others = shown.length - 1 + uncounted;
  const tail = others === 0 ? '' : ` ${catalogue.speech.moreAlarms(others)}`;
  // Speaking a name takes more characters than writing it, so it is cut as it is spoken.
  return `${shorten(spokenSummary(catalogue, first), most - tail.length)}${tail}`;
}

function spokenSummary(catalogue: Catalogue, words: AlarmWords | undefined): string {
  return spoken(voiceText(catalogue, words), catalogue.signs);
}

/** Said to an agent who pressed 1 and has it: an agent who is awake by now need not hear it all again. */
export function youHaveIt({ speech }: Catalogue, isTextOwed: boolean): string {
  return [speech.youHaveIt, ...(isTextOwed ? [speech.detailsFollow] : []), speech.goodbye].join(' ');
}

/** Said to an agent who answers or presses 1 after this one did. */
export function alreadyTaken({ speech, signs }: Catalogue, name: string): string {
  return speech.alreadyTaken(spoken(name, signs));
}

/** Said to an agent who passed it on or pressed no key that counts. */
export function passedOn(
  { speech, signs }: Catalogue,
  next: { is: 'calling' | 'waiting'; agent: AgentRef } | { is: 'exhausted' },
): string {
  if (next.is === 'exhausted') return speech.nobodyLeft;
  const name = spoken(next.agent.name, signs);
  return next.is === 'calling' ? speech.callingNow(name) : speech.calledShortly(name);
}
