import type { Story } from './story';

const DOCUMENTS = 'https://sync.twilio.com/v1/Services/default/Documents';

/** A board's document as it stands; the keys are those of `PackedBoard`. */
export type BoardData = Readonly<Record<string, unknown>>;

/** What stands in a document; undefined where there is none. */
export function documentNamed({ rehearsal }: Story, name: string): BoardData | undefined {
  return (rehearsal.read(`${DOCUMENTS}/${name}`) as { readonly data: BoardData } | undefined)?.data;
}

/** What stands on a team's board; undefined where there is none. */
export function boardOf(story: Story, team = 'main'): BoardData | undefined {
  return documentNamed(story, `oncall-board-${team}`);
}

/** Somebody changes a team's board behind our back, as in Twilio's console; undefined deletes it. */
export function withBoard(story: Story, change: (data: BoardData) => object | undefined, team = 'main'): void {
  const data = boardOf(story, team);
  if (data === undefined) throw new Error('There is no board yet.');
  const next = change(data);
  const name = `oncall-board-${team}`;
  if (next === undefined) edit(story, 'DELETE', `/${name}`);
  else edit(story, 'POST', `/${name}`, { Data: JSON.stringify(next) });
}

/** Puts a document where there is none. */
export function putDocument(story: Story, name: string, data: object): void {
  edit(story, 'POST', '', { UniqueName: name, Data: JSON.stringify(data) });
}

function edit({ rehearsal }: Story, method: 'POST' | 'DELETE', path: string, form: Record<string, string> = {}): void {
  const { sid, authToken } = rehearsal.account;
  const { status, body } = rehearsal.twilio.handle({
    method,
    url: `${DOCUMENTS}${path}`,
    headers: {
      authorization: `Basic ${Buffer.from(`${sid}:${authToken}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(form).toString(),
  });
  if (status >= 300) throw new Error(`The document could not be edited: ${status} ${body}`);
}
