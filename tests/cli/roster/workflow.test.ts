import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { page } from '../../support/pages';
import { ProjectCopy } from '../../support/project-copy';
import { AGENTS } from '../sample';

/** What is needed of the workflow here. */
interface Workflow {
  readonly on: unknown;
  readonly permissions: unknown;
  readonly jobs: { readonly comment: { readonly steps: readonly { readonly run?: string; readonly uses?: string }[] } };
}

const WORKFLOW = parse(/```yaml\n(name: roster\n[^]*?)```/.exec(page('docs/roster.md'))?.[1] ?? '') as Workflow;

const ROSTER = 'assets/roster.private.json';

/** Writes down its arguments and, for a request that writes, the comment; answers a question with an earlier comment. */
const GH = `#!/bin/sh
printf '%s\n' "$*" >> gh.log
case "$*" in *body=@comment.md*) cp comment.md sent.md ;; *) printf '%s' "$EARLIER" ;; esac
`;

const NPX = `#!/bin/sh
[ "$1 $2" = '--no oncall' ] || exit 1
shift 2
exec node src/cli/oncall.cjs "$@"
`;

describe('the workflow of docs/roster.md', () => {
  const copy = new ProjectCopy();

  /** As Actions runs it: bash, which stops at the first command that fails. */
  function run(script: string, earlier = ''): { readonly status: number | null; readonly err: string } {
    const { status, stderr } = spawnSync('bash', ['-e', '-c', script], {
      cwd: copy.folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${join(copy.folder, 'tools')}${delimiter}${process.env['PATH'] ?? ''}`,
        COMMENTS: 'repos/o/r/issues/7/comments',
        COMMENT: 'repos/o/r/issues/comments',
        EARLIER: earlier,
      },
    });
    return { status, err: stderr };
  }

  function commit(roster: string): void {
    copy.write(ROSTER, roster);
    const git = 'git -c user.name=n -c user.email=e -c commit.gpgsign=false -c init.defaultBranch=main';
    const { status, err } = run(`${git} init -q; ${git} add ${ROSTER}; ${git} commit -qm edit`);
    if (status !== 0) throw new Error(err);
  }

  beforeAll(() => {
    for (const [name, text] of Object.entries({ gh: GH, npx: NPX })) {
      copy.write(`tools/${name}`, text);
      chmodSync(join(copy.folder, 'tools', name), 0o755);
    }
  });
  afterAll(() => copy.remove());

  const scripts = WORKFLOW.jobs.comment.steps.flatMap((step) => step.run ?? []);
  const comment = scripts.find((script) => script.includes('roster diff')) ?? '';

  it('runs for edits of the roster only, and may do no more than comment', () => {
    expect(WORKFLOW.on).toEqual({ pull_request: { paths: [ROSTER] } });
    expect(WORKFLOW.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
    expect(scripts).toEqual(['npm ci', comment, 'npx --no oncall roster check']);
  });

  it('comments what the edit changes, set as code so that no name can change how the rest is read', () => {
    commit(JSON.stringify({ timezone: 'UTC', agents: AGENTS }));
    const cyd = { name: '`Cyd` <b>**Ito**</b>', phone: '+447700900013' };
    commit(JSON.stringify({ timezone: 'UTC', agents: { ...AGENTS, cyd } }));
    expect(run(comment)).toEqual({ status: 0, err: '' });
    const [mark, title, blank, ...rest] = copy.read('sent.md').trimEnd().split('\n');
    expect([mark, title, blank]).toEqual(['<!-- roster -->', 'What this edit of the roster changes:', '']);
    expect(rest).toContain("      cyd's number: +44•••••0003 → +44•••••0013");
    expect(rest.filter((line) => !line.startsWith('    '))).toEqual([]);
    expect(copy.read('gh.log').trimEnd().split('\n')).toEqual([
      `api --paginate repos/o/r/issues/7/comments --jq .[] | select(.body | startswith("<!-- roster -->")) | .id`,
      'api --method POST repos/o/r/issues/7/comments -F body=@comment.md',
    ]);
  });

  it('writes over its earlier comment, the first of several', () => {
    expect(run(comment, '4711\n4712\n').status).toBe(0);
    expect(copy.read('gh.log').trimEnd().split('\n').at(-1)).toBe(
      'api --method PATCH repos/o/r/issues/comments/4711 -F body=@comment.md',
    );
  });

  it('comments the mistakes of a roster that cannot be read, and the check after it fails', () => {
    commit('{ "agents": {} }');
    expect(run(comment).status).toBe(0);
    expect(copy.read('sent.md')).toContain('agents (line 1, column 13): there is nobody to call');
    expect(run('npx --no oncall roster check').status).toBe(1);
  });
});
