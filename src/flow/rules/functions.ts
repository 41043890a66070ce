import { isRecord } from '../../text/json';
import { nearestWord } from '../../text/nearest-word';
import { CONTRACT, functionPath } from '../contract';
import type { Note } from '../../studio/finding';
import { FIXED_VOICE_PARAMETER } from '../../studio/fixed-voice';
import { ENVIRONMENT_NAME, functionName, runsFunction, SERVICE_NAME } from '../references';
import { widgetNamed, type DraftWidget } from '../../studio/draft';
import type { Subject } from '../subject';

/** Every Function that the flow runs is one of this project, named consistently, and gets exactly what it takes. */
export function checkFunctions({ widgets, isEscalation }: Subject, note: Note): void {
  if (!isEscalation) return;
  for (const widget of widgets.values()) {
    if (!runsFunction(widget.state.type)) continue;
    const path = functionPath(widget.state.properties['url']);
    const contract = CONTRACT.get(path);
    if (contract === undefined) unknownFunction(widget, path, note);
    else {
      checkNamed(widget, path, note);
      checkParameters(widget, path, Object.keys(contract.takes), note);
    }
  }
}

function unknownFunction(widget: DraftWidget, path: string, note: Note): void {
  const meant = nearestWord(path, CONTRACT.keys());
  const hint = meant === undefined ? `there are ${[...CONTRACT.keys()].join(', ')}.` : `did you mean "${meant}"?`;
  const place = `${widget.place}/properties/url`;
  const message = `"${path}" is not a Function that a flow of this project runs; ${hint}`;
  note({ severity: 'error', place, widget: widgetNamed(widget), message });
}

/** The file has names where an account has SIDs; a flow that was exported has the SIDs. */
function checkNamed(widget: DraftWidget, path: string, note: Note): void {
  const { properties } = widget.state;
  if (properties['url'] !== path) return;
  const names = {
    service_sid: SERVICE_NAME,
    environment_sid: ENVIRONMENT_NAME,
    function_sid: functionName(path),
  };
  for (const [key, wanted] of Object.entries(names)) {
    if (properties[key] === wanted) continue;
    const place = `${widget.place}/properties/${key}`;
    const message = `must be "${wanted}", as the address is "${path}".`;
    note({ severity: 'error', place, widget: widgetNamed(widget), message });
  }
}

function checkParameters(widget: DraftWidget, path: string, takes: readonly string[], note: Note): void {
  const given: unknown = widget.state.properties['parameters'];
  const pairs: readonly unknown[] = Array.isArray(given) ? given : [];
  const keys = pairs.map((pair) => (isRecord(pair) ? pair['key'] : undefined));
  const place = `${widget.place}/properties/parameters`;
  for (const key of takes) {
    if (keys.includes(key)) continue;
    note({ severity: 'error', place, widget: widgetNamed(widget), message: `${path} also takes "${key}"; send it.` });
  }
  for (const [index, key] of keys.entries()) {
    if (typeof key !== 'string' || takes.includes(key) || key === FIXED_VOICE_PARAMETER) continue;
    const message = `${path} does not take "${key}"; it takes ${takes.join(', ')}.`;
    note({ severity: 'error', place: `${place}/${index}/key`, widget: widgetNamed(widget), message });
  }
}
