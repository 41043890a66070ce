/** Not a Function but what the others share: Twilio deploys no other code that they could load when they need it. */
export { OTHERS } from '../wording/others';
