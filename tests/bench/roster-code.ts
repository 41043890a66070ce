// What a Function loads of the roster's code, and nothing else: `run.cjs` bundles it on its own, as it bundles Functions.

export { callOrder, everyoneAt } from '../../src/roster/calls';
export { parseRoster } from '../../src/roster/parse';
export { routeAlarm } from '../../src/roster/routes';
