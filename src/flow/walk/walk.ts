import { formatOf } from '../../studio/format';
import { CONTRACT, functionPath } from '../contract';
import type { Note } from '../../studio/finding';
import { pathText, readTemplate, type Path } from '../liquid';
import { runsFunction } from '../references';
import { calledFacts, ending, entering, keyFacts, NOTHING_YET, ranFacts } from '../rules/escalation';
import type { Act, Facts } from '../rules/escalation';
import { reachedFrom } from '../rules/reached';
import { pairsIn, type DraftWidget } from '../../studio/draft';
import type { Subject } from '../subject';
import { beginning, chosenIn, rendered, unset, valueAt, UNKNOWN, type Line } from './known-context';
import { outcomesOf, ringTimes, type Outcome } from './outcomes';

/** After so many visits the walk stops and says so; the project's flow has about a thousand. */
const MOST_VISITS = 40_000;

/** An execution on entering a widget. Two that differ in nothing that can still matter are one. */
export interface Visit {
  readonly widget: DraftWidget;
  readonly context: Outcome['context'];
  readonly line: Line;
  readonly facts: Facts;
  /** How it came here first, which is a shortest way. */
  readonly from: { readonly visit: Visit; readonly label: string } | undefined;
  /** How many widgets that way has, this one among them. */
  readonly steps: number;
  readonly next: Visit[];
}

/** An end of the flow: the widget, the way out of it, and what had happened by then. */
export interface End {
  readonly widget: string;
  readonly way: string;
  readonly facts: Facts;
}

/** Every path through the flow. */
export interface Walk {
  readonly visits: readonly Visit[];
  /** Ends that are not hang-ups. */
  readonly ends: readonly End[];
  /** Whether every path was walked to its end. */
  readonly isComplete: boolean;
}

/**
 * Walks every path through the flow, with everything that can happen in each widget and every answer of each Function, and notes
 * what is wrong on the way, each thing once, with the shortest path to it.
 */
export function walk(subject: Subject, note: Note): Walk {
  const explorer = new Explorer(subject, note);
  explorer.explore();
  return explorer;
}

class Explorer implements Walk {
  readonly visits: Visit[] = [];
  readonly ends: End[] = [];
  isComplete = true;
  readonly #subject: Subject;
  readonly #note: Note;
  readonly #known = new Map<string, Visit>();
  readonly #told = new Set<string>();
  readonly #relevant = new Map<string, readonly (readonly Path[])[]>();
  readonly #ringTimes: readonly number[];

  constructor(subject: Subject, note: Note) {
    this.#subject = subject;
    this.#note = note;
    this.#ringTimes = ringTimes(subject);
  }

  explore(): void {
    const trigger = this.#subject.widgets.get(this.#subject.flow.initial_state);
    if (trigger === undefined) return;
    this.#begin(trigger);
    // The list grows while it is gone through.
    for (const visit of this.visits) {
      if (this.visits.length > MOST_VISITS) {
        this.isComplete = false;
        return;
      }
      if (visit.widget !== trigger) this.#visit(visit);
    }
  }

  #begin(trigger: DraftWidget): void {
    for (const { event, next } of trigger.state.transitions) {
      if (next === undefined) continue;
      const { context, line } = beginning(event, this.#subject.isEscalation);
      const visit: Visit = { widget: trigger, context, line, facts: NOTHING_YET, from: undefined, steps: 1, next: [] };
      this.visits.push(visit);
      this.#goOn(visit, event, next, context, line, NOTHING_YET);
    }
  }

  #visit(visit: Visit): void {
    const { widget, context, line } = visit;
    if (formatOf(widget.state.type)?.isVoice === true && !this.#canSpeak(visit)) return;
    for (const { text, place } of widget.templates) {
      for (const path of unset(text, context)) {
        this.#tell(
          visit,
          place,
          `${path} has not been set on this path; give it a default, or another way to come here.`,
        );
      }
    }
    const facts = this.#entered(visit);
    for (const outcome of outcomesOf(widget.state, context, line, this.#subject)) {
      const after = this.#factsAfter(facts, widget, outcome);
      const { next } = outcome;
      if (next === undefined) this.#end(visit, outcome, after);
      else this.#goOn(visit, outcome.label, next, outcome.context, outcome.line, after);
    }
  }

  /** Whether the widget is heard; one that speaks to nobody stops the execution (Twilio error 81002 and after it). */
  #canSpeak(visit: Visit): boolean {
    const { line } = visit;
    if (line === 'live' || line === 'unknown') return true;
    if (line === 'hung-up') return false;
    const why = line === 'none' ? 'no call has been answered yet' : 'the call is over';
    this.#tell(visit, visit.widget.place, `speaks where ${why}; Studio stops the flow there.`, { severity: 'error' });
    return false;
  }

  #entered(visit: Visit): Facts {
    if (!this.#subject.isEscalation) return visit.facts;
    const { facts, mistakes } = entering(visit.facts, this.#actOf(visit), visit.line);
    for (const mistake of mistakes) this.#tell(visit, visit.widget.place, mistake);
    return facts;
  }

  #actOf({ widget: { state }, context }: Visit): Act {
    const { say, voice, language, timeout, url } = state.properties;
    if (state.type === 'make-outgoing-call-v2') {
      const timeoutSeconds = typeof timeout === 'number' ? timeout : 60;
      return { kind: 'dial', timeoutSeconds, ringTimes: this.#ringTimes };
    }
    if (state.type === 'say-play' || state.type === 'gather-input-on-call') {
      const said = (value: unknown): string | undefined => (typeof value === 'string' ? rendered(value, context) : '');
      const asksForKey = state.type === 'gather-input-on-call';
      return { kind: 'speak', text: said(say), voice: said(voice), language: said(language), asksForKey };
    }
    const path = functionPath(url);
    const contract = runsFunction(state.type) ? CONTRACT.get(path) : undefined;
    if (contract === undefined) return { kind: 'other' };
    const sent = new Map(
      pairsIn(state.properties['parameters']).map(({ key, value }) => [key, rendered(value, context)] as const),
    );
    const wanted = Object.entries(contract.takes)
      .filter(([, variable]) => variable !== '')
      .map(([key, variable]) => [key, { variable, value: valueAt(context, variable.split('.')) }] as const);
    return { kind: 'run', path, sent, wanted: new Map(wanted) };
  }

  #factsAfter(facts: Facts, { state }: DraftWidget, { answer, key, called, line }: Outcome): Facts {
    if (!this.#subject.isEscalation) return facts;
    if (answer !== undefined) return ranFacts(facts, functionPath(state.properties['url']), answer, line);
    if (called !== undefined) return calledFacts(facts, called);
    return key === undefined ? facts : keyFacts(facts, key);
  }

  #end(visit: Visit, { label, way, line }: Outcome, facts: Facts): void {
    if (line !== 'hung-up') this.ends.push({ widget: visit.widget.state.name, way, facts });
    if (!this.#subject.isEscalation) return;
    for (const mistake of ending(facts, line)) this.#tell(visit, visit.widget.place, mistake, { label });
  }

  #goOn(from: Visit, label: string, next: string, context: Outcome['context'], line: Line, facts: Facts): void {
    const widget = this.#subject.widgets.get(next);
    // Elsewhere it is reported that it is not there.
    if (widget === undefined) return;
    const key = this.#keyOf(widget, context, line, facts);
    const known = this.#known.get(key);
    if (known !== undefined) {
      from.next.push(known);
      return;
    }
    const steps = from.steps + 1;
    const visit: Visit = { widget, context, line, facts, from: { visit: from, label }, steps, next: [] };
    this.#known.set(key, visit);
    this.visits.push(visit);
    from.next.push(visit);
  }

  /** Only variables that some widget from here on refers to can still matter. */
  #keyOf(widget: DraftWidget, context: Outcome['context'], line: Line, facts: Facts): string {
    const values = this.#relevantTo(widget).map((choice) => {
      const value = chosenIn(context, choice);
      return value === UNKNOWN ? '?' : JSON.stringify(value);
    });
    return JSON.stringify([widget.place, line, facts, values]);
  }

  /** Variables, and those of which the first with a value is used as one as long as none of them can change any more. */
  #relevantTo(widget: DraftWidget): readonly (readonly Path[])[] {
    const { name } = widget.state;
    const before = this.#relevant.get(name);
    if (before !== undefined) return before;
    const reached = reachedFrom(this.#subject, name);
    const canChange = ([root = '', first = '']: Path): boolean => root !== 'widgets' || reached.has(first);
    const choices = new Map<string, readonly Path[]>();
    for (const each of reached) {
      for (const { text } of this.#subject.widgets.get(each)?.templates ?? []) {
        const template = readTemplate(text);
        const together = template.isPlain
          ? template.choices.map((choice) => choice.flatMap((path) => (path ? [path] : [])))
          : [];
        const joined = together.filter((choice) => !choice.some(canChange));
        const single = template.isPlain ? together.filter((choice) => choice.some(canChange)).flat() : template.paths;
        for (const choice of [...joined, ...single.map((path) => [path])]) {
          choices.set(choice.map(pathText).join('|'), choice);
        }
      }
    }
    const relevant = [...choices.values()].filter((choice) =>
      choice.some(([root, first]) => root === 'widgets' || first === 'variables'),
    );
    this.#relevant.set(name, relevant);
    return relevant;
  }

  /** Notes a mistake once, with the first path on which it was met. */
  #tell(
    visit: Visit,
    place: string,
    message: string,
    { severity, label = '' }: { readonly severity?: 'error'; readonly label?: string } = {},
  ): void {
    const key = `${visit.widget.place} ${message}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#note({
      severity: severity ?? (this.#subject.isEscalation ? 'error' : 'warning'),
      place,
      widget: visit.widget.state.name,
      message,
      path: `${pathTo(visit)}${label === '' ? '' : ` (${label})`}`,
    });
  }
}

/** The widgets that lead to a visit, each with what happened in it. */
export function pathTo(visit: Visit): string {
  const steps: string[] = [visit.widget.state.name];
  for (let step = visit.from; step !== undefined; step = step.visit.from) {
    const { name } = step.visit.widget.state;
    steps.push(step.label === '' ? name : `${name} (${step.label})`);
  }
  return steps.toReversed().join(' → ');
}
