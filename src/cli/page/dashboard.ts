import { ONCALL } from '../../oncall';
import { FLAG, readArguments, TEXT } from '../arguments';
import type { Command } from '../command';
import { portIn } from '../port';
import { print } from '../terminal/print';
import { toldToEnd } from '../terminal/told-to-end';
import { AccountPage } from './account-page';
import { openBrowser, pageFiles, servePage } from './serve';

const HELP = `Usage: ${ONCALL} dashboard [OPTIONS]

Serves a page on this machine that shows what is open and who is being called, who is on call and
when, the history, the flow with the calls that go through it, and what is wrong with the roster;
an incident can be taken, passed on and closed there. The credentials in .env never reach the
browser. It asks Twilio for the boards every ten seconds while you look at the page, and not at all
while you do not.

  --no-open       do not open the page in a browser
  --port N        where on 127.0.0.1 (default: any free port, as with 0)

It runs until Ctrl-C or SIGTERM.

Exit status: 0 when it was ended, 2 for a wrong command line, 1 otherwise.`;

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values } = readArguments(args, { 'no-open': FLAG, port: TEXT });
    const port = values.port === undefined ? undefined : portIn(values.port);
    const { files, build } = pageFiles();
    const page = await AccountPage.open(machine, build);
    try {
      const { url, stop } = await servePage(page, files, page.secrets, port);
      try {
        print(`The page is at ${url}\nIt is there until Ctrl-C or SIGTERM.`);
        if (values['no-open'] !== true) openBrowser(url);
        await toldToEnd();
        print('\nThe page is gone.');
        return 0;
      } finally {
        await stop();
      }
    } finally {
      page.stop();
    }
  },
};
