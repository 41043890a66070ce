import { isRecord } from '../text/json';
import { nearestWord } from '../text/nearest-word';
import { widgetNamed, type Draft } from './draft';
import type { Note } from './finding';

/** A flow of more than this is not published (Studio FAQ). */
const MOST_WIDGETS = 2_000;

/**
 * Names and what refers to them: unique, well formed, no transition to a widget that is not there, one trigger and the flow beginning at it (Studio REST docs, "States").
 */
export function checkNames(draft: Draft, json: unknown, note: Note): void {
  const states: readonly unknown[] = isRecord(json) && Array.isArray(json['states']) ? json['states'] : [];
  checkEachName(states, note);
  if (states.length > MOST_WIDGETS) {
    const message = `has ${states.length} widgets; Studio publishes flows of at most ${MOST_WIDGETS}.`;
    note({ severity: 'error', place: '#/states', message });
  }
  checkBeginning(draft, note);
  checkTargets(draft, note);
}

function checkEachName(states: readonly unknown[], note: Note): void {
  const places = new Map<string, string>();
  for (const [index, state] of states.entries()) {
    if (!isRecord(state) || typeof state['name'] !== 'string') continue;
    const { name } = state;
    const place = `#/states/${index}/name`;
    const first = places.get(name);
    if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) {
      const message = `"${name}" is not a name for a widget; a name starts with a letter and has letters, digits, _ and - only.`;
      note({ severity: 'error', place, widget: name, message });
    }
    if (first === undefined) places.set(name, `#/states/${index}`);
    else note({ severity: 'error', place, widget: name, message: `is the name of ${first} too; give each its own.` });
  }
}

function checkBeginning({ flow, widgets }: Draft, note: Note): void {
  const triggers = [...widgets.values()].filter(({ state }) => state.type === 'trigger');
  for (const trigger of triggers.slice(1)) {
    const message = `is a second trigger beside ${triggers[0]?.state.name ?? ''}; a flow has one. Delete it.`;
    note({ severity: 'error', place: `${trigger.place}/type`, widget: widgetNamed(trigger), message });
  }
  const { initial_state: initial } = flow;
  if (initial === '' || triggers.some(({ state }) => state.name === initial)) return;
  const [trigger] = triggers;
  const hint = trigger === undefined ? 'add a widget of type trigger' : `write "${trigger.state.name}"`;
  note({ severity: 'error', place: '#/initial_state', message: `is "${initial}", which is not a trigger; ${hint}.` });
}

function checkTargets({ widgets }: Draft, note: Note): void {
  for (const widget of widgets.values()) {
    for (const [index, { event, next }] of widget.state.transitions.entries()) {
      const wrong = next === undefined ? undefined : targetMistake(widgets, next);
      if (wrong === undefined) continue;
      const place = `${widget.place}/transitions/${index}/next`;
      note({
        severity: 'error',
        place,
        widget: widgetNamed(widget),
        message: `"${event}" goes to "${next ?? ''}", ${wrong}`,
      });
    }
  }
}

function targetMistake(widgets: Draft['widgets'], next: string): string | undefined {
  const target = widgets.get(next);
  if (target?.state.type === 'trigger') return 'the trigger, where a flow only begins; name another widget.';
  if (target !== undefined) return undefined;
  const meant = nearestWord(next, widgets.keys());
  const hint =
    meant === undefined ? 'name one that is there, or leave "next" out to end the flow.' : `did you mean "${meant}"?`;
  return `which is not a widget of this flow; ${hint}`;
}
