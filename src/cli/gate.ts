// What src/build/before-deploy.cjs needs of the commands, as a bundle of its own: it must work wherever the deployment tools run.
export { printable } from '../text/printable';
export { envMistakes } from './live/env-file';
export { remarkLines } from './roster/remark-text';
export { checkRoster } from './roster/check';
