import { finalId } from '../incident/answer';
import { incidentNamed, type Board } from '../board/board';
import type { CallPlan } from '../incident/plan';
import { outcomeWords } from './outcome';
import { incidentHtml, noticeHtml } from './page-html';
import { reachCatalogueOf } from './words-to';
import { markOf, type Capability } from '../signing/capability';
import { reachCatalogueIn } from '../wording/reach/catalogues';
import { Unreachable, type BoardList, type StoredBoard } from '../escalation/ports';
import { finish } from '../escalation/intervene';
import type { Run } from '../escalation/run';
import { act } from './act';

/** What somebody pressed on the page; `to`: the agent to whom it is passed on. */
export interface PageOrder {
  readonly do: 'take' | 'pass' | 'close';
  readonly to?: string;
}

/** A page, and whether it is the one that was asked for. */
export interface Page {
  readonly is: 'shown' | 'bad' | 'failed';
  readonly html: string;
}

/** What everybody sees whose link shows nothing; nothing is asked for it. */
export function badLinkPage(): Page {
  const catalogue = reachCatalogueIn('en');
  const { badLink, badLinkHelp } = catalogue.reach.page;
  return { is: 'bad', html: noticeHtml(catalogue, badLink, badLinkHelp) };
}

/**
 * The page of the incident that a link is for, after what was ordered is done. Without an order it changes nothing: messengers open
 * links before people do. `written`: the capability as it stands in the link.
 */
export async function incidentPage(
  run: Run,
  listBoards: BoardList,
  capability: Capability,
  written: string,
  order: PageOrder | undefined,
): Promise<Page> {
  try {
    return (await foundPage(run, listBoards, capability, written, order)) ?? badLinkPage();
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    run.desk.log('error', 'The page of an incident could not be made.', { why: error.message });
    const catalogue = reachCatalogueIn('en');
    const { failed, failedHelp } = catalogue.reach.page;
    return { is: 'failed', html: noticeHtml(catalogue, failed, failedHelp) };
  }
}

async function foundPage(
  run: Run,
  listBoards: BoardList,
  capability: Capability,
  written: string,
  order: PageOrder | undefined,
): Promise<Page | undefined> {
  const { plans } = run.desk;
  // A team that left the roster in the middle of an incident still has its board.
  const team = marked(plans.teams, capability.team) ?? marked([...(await listBoards()).keys()], capability.team);
  if (team === undefined || plans.roster?.reach.hasLinks === false) return undefined;
  const stored = await run.read(team);
  const plan = run.plan(team, stored.board);
  const agent = marked([...plan.people.keys()], capability.agent);
  const id = incidentMarked(stored.board, capability.incident);
  if (agent === undefined || id === undefined) return undefined;
  const banner = order === undefined ? undefined : await bannerOf(run, team, id, agent, order, stored, plan);
  const { board } = order === undefined ? stored : await run.read(team);
  const incident = incidentNamed(board, finalId(board, id));
  if (incident === undefined) return undefined;
  const html = incidentHtml(reachCatalogueOf(plan, agent), {
    team,
    board,
    incident,
    words: await run.detailsOf(board, incident.id),
    plan,
    agent,
    capability: written,
    ...(banner === undefined ? {} : { banner }),
    nowMs: run.now(),
  });
  return { is: 'shown', html };
}

function marked(ids: readonly string[], mark: string): string | undefined {
  return ids.find((id) => markOf(id) === mark);
}

/** The incident that a link is for, or the one that it was carried into. */
function incidentMarked(board: Board, mark: string): string | undefined {
  const ids = [...board.incidents, ...board.former].map(({ id }) => id);
  const found = marked(ids, mark);
  return found === undefined ? undefined : finalId(board, found);
}

async function bannerOf(
  run: Run,
  team: string,
  incident: string,
  by: string,
  { do: what, to }: PageOrder,
  stored: StoredBoard,
  plan: CallPlan,
): Promise<string> {
  const { outcome, board } = await act(
    run,
    {
      do: what === 'close' ? 'done' : what,
      team,
      incident,
      by,
      way: 'link',
      ...(to === undefined ? {} : { to }),
    },
    stored,
  );
  await finish(run, team, board);
  return `${outcomeWords(reachCatalogueOf(plan, by), outcome, plan)}.`;
}
