import type { TeamBoard } from '../aws/drill-steps';
import { parseBoard } from '../incident/board';
import { masked } from '../roster/masked';
import type { Variables } from './deployment';
import { reasonOf, UserMistake } from './failure';

/** What the name of every board begins with; see src/twilio/board-store.ts. */
const PREFIX = 'board-';

/** Reads the boards of every team. Rejects with a UserMistake. */
export type ReadBoards = () => Promise<readonly TeamBoard[]>;

/** The boards in the Twilio account of `.env`. Throws a UserMistake when it does not say which account that is. */
export async function teamBoards(variables: Variables): Promise<ReadBoards> {
  const account = variables('ACCOUNT_SID');
  const token = variables('AUTH_TOKEN');
  if (account === undefined || token === undefined) {
    throw new UserMistake(
      'ACCOUNT_SID and AUTH_TOKEN are needed to see who is called: npx oncall setup writes them into .env. --quiet does without.',
    );
  }
  const { default: twilio } = await import('twilio');
  const service = twilio(account, token).sync.v1.services(variables('SYNC_SERVICE_SID') ?? 'default');
  return async () => {
    try {
      const documents = await service.documents.list({ pageSize: 100 });
      return documents.flatMap(({ uniqueName, data }) => {
        const board = uniqueName.startsWith(PREFIX) ? parseBoard(data) : undefined;
        return board === undefined ? [] : [{ team: uniqueName.slice(PREFIX.length), board }];
      });
    } catch (error) {
      throw new UserMistake(
        `Twilio does not show the boards (${masked(reasonOf(error))}). Check ACCOUNT_SID and AUTH_TOKEN in .env.`,
      );
    }
  };
}
