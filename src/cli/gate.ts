// What src/build/before-deploy.cjs needs of the commands, as a bundle of its own: it must work wherever the deployment tools run.
export { printable } from '../text/printable';
export { envMistakes, variableIn } from './live/env-file';
export { leadTo, sandboxNamedIn } from './live/sandbox-way';
export { remarkLines } from './roster/remark-text';
export { checkRoster } from './roster/check';
