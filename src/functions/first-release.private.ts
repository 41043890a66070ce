/** Not a Function but what the others load where a team's board is still the first release's. */
export { FIRST_RELEASE } from '../incident/first-release/first-release';
