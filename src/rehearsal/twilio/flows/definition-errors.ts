import type { Flow, FlowMistake } from '../../../studio/flow';
import { field } from '../../../text/json';
import { Refusal } from '../refusal';

/**
 * Twilio's refusal of a definition: each error with the place in the JSON, such as `#/states/3/properties/timeout` (docs:
 * studio/rest-api/v2/flow-validate, "Troubleshoot using error details"; error 81022).
 */
export function invalidDefinition(mistakes: readonly FlowMistake[], definition: unknown): Refusal {
  const names = namesIn(definition);
  const errors = mistakes.map(({ widget, place, message }) => ({
    message: `${place} ${message}`,
    property_path: `#${widgetPath(widget, names)}${jsonPath(place)}`,
  }));
  return new Refusal(400, 81022, 'Flow definition validation failed', { errors });
}

/**
 * The Run Function widgets that name their Function instead of giving its SIDs and address, as `flows/on-call.json` does: an
 * account could never run them.
 */
export function unresolvedFunctions({ widgets }: Flow): readonly FlowMistake[] {
  return [...widgets.values()].flatMap((widget) => {
    if (widget.type !== 'run-function') return [];
    const { serviceSid, environmentSid, functionSid, url } = widget;
    const checks: readonly [string, string, RegExp][] = [
      ['service_sid', serviceSid, /^ZS[0-9a-f]{32}$/],
      ['environment_sid', environmentSid, /^ZE[0-9a-f]{32}$/],
      ['function_sid', functionSid, /^ZH[0-9a-f]{32}$/],
      ['url', url, /^https:\/\//],
    ];
    return checks
      .filter(([, value, form]) => !form.test(value))
      .map(([key, , form]) => ({
        widget: widget.name,
        place: `properties.${key}`,
        message: `does not match the pattern ${form.source}`,
      }));
  });
}

function namesIn(definition: unknown): readonly string[] {
  const states = field(definition, 'states');
  if (!Array.isArray(states)) return [];
  return states.map((state: unknown) => {
    const name = field(state, 'name');
    return typeof name === 'string' ? name : '';
  });
}

/** The flow itself has no path of its own; a widget without a name is given as `states[3]`. */
function widgetPath(widget: string, names: readonly string[]): string {
  const index = names.indexOf(widget);
  if (index >= 0) return `/states/${index}`;
  return /^states\[\d+\]$/.test(widget) ? jsonPath(widget) : '';
}

function jsonPath(place: string): string {
  if (!/^[\w.[\]-]+$/.test(place)) return '';
  return `/${place.replaceAll(/\[(\d+)\]/g, '.$1').replaceAll('.', '/')}`;
}
