import type { FlowCall } from '../escalation/answer';
import type { FunctionContext } from './function-context';
import { answering, refuse, type FunctionEvent, type FunctionReply, type Handler } from './reply';

/** A Function that the flow runs for one of its calls. */
export function answeringFlow(
  work: (call: FlowCall, context: FunctionContext, event: FunctionEvent) => Promise<FunctionReply>,
): Handler {
  return answering(async (context, event) => {
    const call = readFlowCall(event);
    return 'status' in call ? call : work(call, context, event);
  });
}

/**
 * Reads which call the flow speaks for: `team`, `incident`, `attempt` and `execution`; and `voice`, if the flow has only one. Only Twilio can send these (the
 * Functions are protected), so a mistake is the flow's own.
 */
function readFlowCall(event: FunctionEvent): FlowCall | FunctionReply {
  const team = parameter(event, 'team');
  const incident = parameter(event, 'incident');
  const attempt = parameter(event, 'attempt');
  const execution = parameter(event, 'execution');
  const wrong = [
    ...(team === '' ? ['team'] : []),
    ...(incident === '' ? ['incident'] : []),
    ...(/^[1-9]\d{0,5}$/.test(attempt) ? [] : ['attempt']),
    ...(/^FN[0-9a-f]{32}$/.test(execution) ? [] : ['execution']),
  ];
  if (wrong.length > 0) {
    return refuse(
      400,
      'bad-parameters',
      `Missing or malformed: ${wrong.join(', ')}. The flow must pass team, incident and attempt from its Parameters and {{flow.sid}} as execution.`,
    );
  }
  const voice = parameter(event, 'voice');
  return { team, incident, attempt: Number(attempt), execution, ...(voice === '' ? {} : { voice }) };
}

/** One text parameter of the flow; empty when it is missing. */
export function parameter(event: FunctionEvent, name: string): string {
  const value = Object.hasOwn(event, name) ? event[name] : undefined;
  return typeof value === 'string' ? value.trim() : '';
}
