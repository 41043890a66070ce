import { localeOf } from '../language/voices';
import type { FlowDefinition, State } from './definition';
import { pairsIn } from './draft';
import { hasLiquid } from './has-liquid';

/** The parameter by which a flow with one voice for all calls tells each Function to answer in its language. */
export const FIXED_VOICE_PARAMETER = 'voice';

/** The flow for an account whose Studio takes no Liquid in `voice` and `language`: one voice for every agent. */
export function withFixedVoice(flow: FlowDefinition, voice: string): FlowDefinition {
  const states = flow.states.map((state): State => {
    const { properties } = state;
    if (state.type === 'run-function') {
      const parameters = [...pairsIn(properties['parameters']), { key: FIXED_VOICE_PARAMETER, value: voice }];
      return { ...state, properties: { ...properties, parameters } };
    }
    return isOpen(state) ? { ...state, properties: { ...properties, voice, language: localeOf(voice) } } : state;
  });
  return { ...flow, states };
}

/** A flow as its file has it, and the voice if it had one for all calls: the inverse of {@link withFixedVoice}. */
export function withoutFixedVoice(
  flow: FlowDefinition,
  file: FlowDefinition,
): { readonly flow: FlowDefinition; readonly voice?: string } {
  const voice = flow.states.map(fixedVoiceIn).find((each) => each !== undefined);
  if (voice === undefined) return { flow };
  const states = flow.states.map((state): State => {
    const { properties } = state;
    if (state.type === 'run-function') {
      const parameters = pairsIn(properties['parameters']).filter(({ key }) => key !== FIXED_VOICE_PARAMETER);
      return { ...state, properties: { ...properties, parameters } };
    }
    const written = file.states.find(({ name }) => name === state.name);
    const isFixed = properties['voice'] === voice && properties['language'] === localeOf(voice);
    if (written === undefined || !isOpen(written) || !isFixed) return state;
    const { voice: open, language } = written.properties;
    return { ...state, properties: { ...properties, voice: open, language } };
  });
  return { flow: { ...flow, states }, voice };
}

/** Whether the voice of a widget is only known while the flow runs. */
function isOpen({ properties: { voice, language } }: State): boolean {
  return [voice, language].some((value) => typeof value === 'string' && hasLiquid(value));
}

function fixedVoiceIn({ type, properties }: State): string | undefined {
  if (type !== 'run-function') return undefined;
  return pairsIn(properties['parameters']).find(({ key }) => key === FIXED_VOICE_PARAMETER)?.value;
}
