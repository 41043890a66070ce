import { Story } from '../support/story';
import type { Corner, Play } from './play';

/** Alarms that are dated oddly, that come and go, or that are many. */

/** A state whose own time lies so many seconds ahead; 30 s later it is over, if `isOver`, by a clock that is right. */
function ahead(seconds: number, isOver: boolean): Play {
  return {
    name: `${seconds / 60} minutes ahead${isOver ? ', and over 40 s later' : ''}`,
    run: async (switches) => {
      const story = new Story({ switches, agents: ['no-answer'] });
      story.alarm('web-1', { stateAtSeconds: seconds });
      if (isOver) story.at(40, () => story.alarm('web-1', { state: 'OK' }));
      await story.toTheEnd();
      return story;
    },
  };
}

export const STATES_AHEAD: Corner = {
  number: 5,
  title: 'a state that is dated ahead',
  plays: [ahead(120, false), ahead(300, false), ahead(600, false), ahead(3_600, false), ahead(300, true)],
};

const FLAPS = 240;
const FLAP_SECONDS = 90;

function flapping(does: 'no-answer' | 'take'): Play {
  return {
    name: `240 times, ${does === 'take' ? 'taken' : 'nobody answers'}`,
    run: async (switches) => {
      const story = new Story({ switches, agents: [does] });
      for (let turn = 0; turn < FLAPS; turn++) {
        story.at(turn * FLAP_SECONDS, () => story.alarm('web-1'));
        story.at(turn * FLAP_SECONDS + 10, () => story.alarm('web-1', { state: 'OK' }));
      }
      story.heartbeats(0, FLAPS * FLAP_SECONDS + 1_800);
      await story.toTheEnd();
      return story;
    },
  };
}

export const FLAPPING: Corner = {
  number: 9,
  title: 'an alarm comes and goes every 90 s for six hours',
  plays: [flapping('no-answer'), flapping('take')],
};

/** So many alarms at once, of which all but `wrong` are over after ten seconds. */
function dozens(alarms: number, wrong: number): Play {
  return {
    name: `${alarms}, ${wrong === 0 ? 'all' : `all but ${wrong}`} over at 10 s`,
    run: async (switches) => {
      const story = new Story({ switches, agents: ['no-answer'] });
      const names = Array.from({ length: alarms }, (_, index) => `web-${index}`);
      for (const name of names) story.alarm(name);
      story.at(10, () => {
        for (const name of names.slice(wrong)) story.alarm(name, { state: 'OK' });
      });
      await story.toTheEnd();
      return story;
    },
  };
}

export const DOZENS: Corner = {
  number: 10,
  title: 'more than a dozen alarms',
  plays: [dozens(13, 0), dozens(40, 0), dozens(13, 1)],
};
