import { UserMistake } from '../mistake';
import { ONCALL, ONCALL_FOR_ALIAS } from '../oncall';
import { readArguments } from './arguments';
import type { Command } from './command';
import { printFile } from './terminal/print';

const HELP = `Usage: ${ONCALL} completion bash|zsh|fish

Prints a script with which the shell completes commands and options and lets you type "oncall" for
"${ONCALL}". For this session:

  bash, zsh   eval "$(${ONCALL} completion bash)"
  fish        ${ONCALL} completion fish | source

For every session, put the same line into ~/.bashrc, ~/.zshrc or ~/.config/fish/config.fish.`;

/** The commands by name, each with how to load it. */
export type Loaders = ReadonlyMap<string, { load(): Promise<Command> }>;

/** `oncall completion`, for these commands. */
export function completionFor(commands: Loaders): Command {
  return {
    help: HELP,
    run: async (args) => {
      const [shell] = readArguments(args, {}, 1).positionals;
      if (shell !== 'bash' && shell !== 'zsh' && shell !== 'fish') {
        throw new UserMistake('name the shell: bash, zsh or fish.', 2);
      }
      const options = await optionsOf(commands);
      printFile(shell === 'fish' ? fishScript(options) : bashScript(options, shell));
      return 0;
    },
  };
}

/** What each command understands, as its help tells it. */
async function optionsOf(commands: Loaders): Promise<ReadonlyMap<string, readonly string[]>> {
  const entries = await Promise.all(
    [...commands].map(async ([name, command]) => {
      const { help } = await command.load();
      return [name, [...help.matchAll(/^ {2}(--[a-z][a-z-]*)/gm)].map(([, option = '']) => option)] as const;
    }),
  );
  return new Map(entries);
}

/** The first words of all commands, and the second ones by the first. */
function wordsOf(names: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const seconds = new Map<string, readonly string[]>();
  for (const name of names) {
    const [first = '', second] = name.split(' ');
    seconds.set(first, [...(seconds.get(first) ?? []), ...(second === undefined ? [] : [second])]);
  }
  return seconds;
}

function bashScript(options: ReadonlyMap<string, readonly string[]>, shell: 'bash' | 'zsh'): string {
  const words = wordsOf(options.keys());
  const groups = [...words].filter(([, seconds]) => seconds.length > 0);
  return [
    // zsh has bash's way of completing, but not switched on.
    ...(shell === 'zsh' ? ['autoload -U +X compinit bashcompinit && compinit && bashcompinit'] : []),
    `command -v oncall >/dev/null || alias oncall='${ONCALL_FOR_ALIAS}'`,
    '_oncall() {',
    '  local words',
    '  case "$COMP_CWORD ${COMP_WORDS[1]}" in',
    `    '1 '*) words='${[...words.keys(), 'help'].join(' ')}' ;;`,
    `    '2 help') words='${[...words.keys()].join(' ')}' ;;`,
    ...groups.map(([first, seconds]) => `    '2 ${first}') words='${seconds.join(' ')}' ;;`),
    '    *) case "${COMP_WORDS[1]} ${COMP_WORDS[2]} " in',
    ...[...options].map(([name, its]) => `      '${name} '*) words='${[...its, '--help'].join(' ')}' ;;`),
    '    esac ;;',
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "$2"))',
    '}',
    // Anything else may be a file.
    'complete -o default -F _oncall oncall',
    '',
  ].join('\n');
}

function fishScript(options: ReadonlyMap<string, readonly string[]>): string {
  const words = wordsOf(options.keys());
  const groups = [...words].filter(([, seconds]) => seconds.length > 0);
  return [
    `type -q oncall; or alias oncall='${ONCALL_FOR_ALIAS}'`,
    `complete -c oncall -n '__fish_use_subcommand' -f -a '${[...words.keys(), 'help'].join(' ')}'`,
    ...groups.map(([first, seconds]) => {
      const missing = `__fish_seen_subcommand_from ${first}; and not __fish_seen_subcommand_from ${seconds.join(' ')}`;
      return `complete -c oncall -n '${missing}' -f -a '${seconds.join(' ')}'`;
    }),
    ...[...options].flatMap(([name, its]) => {
      const seen = name
        .split(' ')
        .map((word) => `__fish_seen_subcommand_from ${word}`)
        .join('; and ');
      return its.map((option) => `complete -c oncall -n '${seen}' -l ${option.slice(2)}`);
    }),
    '',
  ].join('\n');
}
