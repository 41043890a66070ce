/**
 * How the command is typed, in everything that tells somebody to type one. `--no` has npx refuse what is not in the project: in another
 * folder "npx oncall" would fetch a package of that name, which anybody may have put there, and run it.
 */
export const ONCALL = 'npx --no oncall';

/** The same for an alias: npx would take an option that follows at once, such as `--version`, for its own. */
export const ONCALL_FOR_ALIAS = 'npx --no -- oncall';
