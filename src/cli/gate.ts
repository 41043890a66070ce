// What src/build/before-deploy.cjs needs of the commands, as a bundle of its own: it must work wherever the deployment tools run.
export { printable } from '../printable';
export { envMistakes } from './env-file';
export { remarkLines } from './remark-text';
export { checkRoster } from './roster-check';
