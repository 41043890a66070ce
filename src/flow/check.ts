import { shapeMistakes } from '../studio/definition';
import { widgetNamed } from '../studio/draft';
import type { Finding, Note } from '../studio/finding';
import { areNested, checkRehearsed } from '../studio/rehearsal-rules';
import { formatOf } from '../studio/format';
import { checkNames } from '../studio/name-rules';
import { checkFormat, likelyType, unknownTypes } from '../studio/widget-rules';
import type { CodedFinding, FindingCode } from './finding';
import { checkFunctions } from './rules/functions';
import { checkPrompts } from './rules/prompts';
import { checkReached } from './rules/reached';
import { checkReferences, filtersLeftOut } from './rules/references';
import { checkUnhandled } from './rules/unhandled';
import { checkVoices } from './rules/voices';
import { opened, readSource } from './source';
import { subjectOf, type Subject } from './subject';
import { checkLoops } from './walk/loops';
import { walk } from './walk/walk';

/** A finding with the line of the file where it is, counted from 1. */
export interface PlacedFinding extends CodedFinding {
  readonly line?: number;
}

/** What there is to say about a flow. */
export interface FlowReport {
  /** In the order of the file. A flow without errors works, as far as this can tell. */
  readonly findings: readonly PlacedFinding[];
  /** What of the flow was not looked at, or not as closely, in sentences. */
  readonly unsupported: readonly string[];
  /** What was looked at; absent when the text is not a flow. */
  readonly looked?: {
    readonly widgets: number;
    /** How many different situations the walk met; absent when the flow is not right enough for one. */
    readonly moments?: number;
    /** Whether it runs Functions of this project, so that the rules of an escalation were checked too. */
    readonly isEscalation: boolean;
  };
}

/**
 * Checks the text of a flow's file: Studio's format, names, Liquid, the contracts of the Functions that it runs, and every path
 * through it. Tells all mistakes at once. Never throws.
 *
 * `isOurs`: it must be an escalation, also if it runs none of its Functions any more.
 */
export function checkFlow(text: string, isOurs = false): FlowReport {
  const source = readSource(text);
  if ('mistakes' in source) {
    const findings = source.mistakes.map(({ line, message }) => ({
      code: 'json' as const,
      severity: 'error' as const,
      place: '#',
      message: `${message}.`,
      line,
    }));
    return { findings, unsupported: [] };
  }
  // Ours is published as it stands in its file.
  const { json, lineOf, wasWrapped } = isOurs ? { ...source, wasWrapped: false } : opened(source);
  const found: CodedFinding[] = [];
  const noteAs =
    (code: FindingCode): Note =>
    (finding) =>
      void found.push({ code, ...finding });
  if (wasWrapped) noteAs('wrapped')({ severity: 'warning', place: '#', message: WRAPPED });
  const shape = shapeMistakes(json);
  for (const { place, message } of shape) noteAs('shape')({ severity: 'error', place, message: `${message}.` });
  const subject = subjectOf(json, isOurs);
  checkNames(subject, json, noteAs('names'));
  checkReached(subject, noteAs('names'));
  const severity = subject.isEscalation ? 'error' : 'warning';
  checkFormat(subject, noteAs('format'), { unknownProperty: severity, missingEvent: severity });
  checkReferences(subject, noteAs('references'));
  checkFunctions(subject, noteAs('functions'));
  checkPrompts(subject, noteAs('prompts'));
  checkVoices(subject, noteAs('voices'));
  if (!subject.isEscalation) checkUnhandled(subject, noteAs('unhandled'));
  const unsupported = [
    ...notSupported(subject, noteAs('types')),
    ...rehearsalSays(subject, found, noteAs('rehearsal')),
  ];
  const { isEscalation, flow } = subject;
  const looked = { widgets: flow.states.length, isEscalation };
  if (shape.length > 0 || found.some(hidesPaths)) return { findings: placed(found, lineOf), unsupported, looked };
  const known = unlessKnown(found);
  const moments = walkAll(subject, unsupported, { paths: known(noteAs('paths')), loops: known(noteAs('loops')) });
  return { findings: placed(found, lineOf), unsupported, looked: { ...looked, moments } };
}

const WRAPPED =
  'the flow stands inside "definition", as Twilio\'s API returns it; this checked what is inside. To import it into Studio, take it out.';

/** Without knowing what a widget is, or which Function it runs, nothing that a walk finds is worth telling. */
function hidesPaths({ severity, place }: Finding): boolean {
  return severity === 'error' && /\/(?:type|url|name|initial_state)$/.test(place);
}

/** What is wrong with a widget by itself makes more go wrong on every path through it: only the cause is told. */
function unlessKnown(found: readonly Finding[]): (note: Note) => Note {
  const wrong = new Set(found.filter(({ severity }) => severity === 'error').map(({ widget }) => widget));
  return (note) => (finding) => {
    if (finding.widget === undefined || !wrong.has(finding.widget)) note(finding);
  };
}

function walkAll(
  subject: Subject,
  unsupported: string[],
  note: { readonly paths: Note; readonly loops: Note },
): number {
  const walked = walk(subject, note.paths);
  if (walked.isComplete) checkLoops(walked, subject, note.loops);
  else {
    const message = `there are too many ways through this flow; ${walked.visits.length} situations were checked, not all.`;
    if (subject.isEscalation) note.paths({ severity: 'error', place: '#/states', message });
    else unsupported.push(message);
  }
  return walked.visits.length;
}

/** Types and filters that are only named, and a word that is not a type at all. */
function notSupported(subject: Subject, note: Note): readonly string[] {
  const sentences = [...filtersLeftOut(subject)].map(
    (filter) => `The Liquid filter "${filter}" is not evaluated: it may give any text.`,
  );
  for (const [type, widget] of unknownTypes(subject)) {
    const meant = likelyType(type);
    const place = `${widget.place}/type`;
    if (meant === undefined && !subject.isEscalation) {
      sentences.push(
        `Widgets of type "${type}" (${widgetNamed(widget)}) are not known here: only their transitions are checked.`,
      );
    } else {
      const hint = meant === undefined ? 'use one that the rehearsal can run.' : `did you mean "${meant}"?`;
      note({
        severity: 'error',
        place,
        widget: widgetNamed(widget),
        message: `"${type}" is not a type of widget known here; ${hint}`,
      });
    }
  }
  return sentences;
}

/** What only the rehearsal's interpreter minds. An escalation that cannot be rehearsed is not proven; of others it is just said. */
function rehearsalSays(subject: Subject, found: readonly Finding[], note: Note): string[] {
  const told = found.map(({ place }) => place);
  const sentences = new Set<string>();
  checkRehearsed(subject, (finding) => {
    if (told.some((each) => areNested(each, finding.place))) return;
    if (subject.isEscalation) return note(finding);
    const { widget = '', place, message } = finding;
    const type = subject.widgets.get(widget)?.state.type ?? '';
    if (!place.endsWith('/type')) sentences.add(`${widget}: ${place.split('/').slice(3).join('.')} ${message}`);
    else if (formatOf(type) !== undefined)
      sentences.add(`Widgets of type ${type} are checked, but cannot be rehearsed.`);
  });
  return [...sentences];
}

function placed(
  found: readonly CodedFinding[],
  lineOf: (place: string) => number | undefined,
): readonly PlacedFinding[] {
  return found
    .map((finding): PlacedFinding => {
      const line = lineOf(finding.place);
      return line === undefined ? finding : { ...finding, line };
    })
    .toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
}
