import type { FlowMistake } from '../../../studio/flow';
import { hasLiquid } from '../../../studio/has-liquid';
import { field } from '../../../text/json';
import { Refusal } from '../refusal';

/**
 * Twilio's refusal of a definition: each error with the place in the JSON, such as `#/states/3/properties/timeout` (docs:
 * studio/rest-api/v2/flow-validate, "Troubleshoot using error details"; error 81022).
 */
export function invalidDefinition(mistakes: readonly FlowMistake[]): Refusal {
  const errors = mistakes.map(({ place, message }) => ({ message, property_path: place }));
  return new Refusal(400, 81022, 'Flow definition validation failed', { errors });
}

const FORMS: Readonly<Record<string, RegExp>> = {
  service_sid: /^ZS[0-9a-f]{32}$/,
  environment_sid: /^ZE[0-9a-f]{32}$/,
  function_sid: /^ZH[0-9a-f]{32}$/,
  url: /^https:\/\//,
};

/**
 * The Run Function widgets that name their Function instead of giving its SIDs and address, as `flows/on-call.json` does: an
 * account could never run them.
 */
export function unresolvedFunctions(definition: unknown): readonly FlowMistake[] {
  const states = field(definition, 'states');
  return (Array.isArray(states) ? states : []).flatMap((state: unknown, index) => {
    if (field(state, 'type') !== 'run-function') return [];
    return Object.entries(FORMS)
      .filter(([key, form]) => {
        const value = field(field(state, 'properties'), key);
        return typeof value !== 'string' || !form.test(value);
      })
      .map(([key, form]) => ({
        widget: String(field(state, 'name')),
        place: `#/states/${index}/properties/${key}`,
        message: `does not match the pattern ${form.source}`,
      }));
  });
}

/** The voices and languages of a flow that are only known while it runs. */
export function liquidVoices(definition: unknown): readonly FlowMistake[] {
  const states = field(definition, 'states');
  return (Array.isArray(states) ? states : []).flatMap((state: unknown, index) =>
    ['voice', 'language'].flatMap((key) => {
      const value = field(field(state, 'properties'), key);
      if (typeof value !== 'string' || !hasLiquid(value)) return [];
      const place = `#/states/${index}/properties/${key}`;
      return [{ widget: String(field(state, 'name')), place, message: 'does not have a value in the enumeration' }];
    }),
  );
}
