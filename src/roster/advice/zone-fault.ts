import { quoted } from '../../text/masking';
import { nearestWord } from '../../text/nearest-word';
import { zoneNames } from '../zone';

/** A place for what people take for the name of a zone. */
const PLACES: ReadonlyMap<string, string> = new Map([
  ['EST', 'America/New_York'],
  ['EDT', 'America/New_York'],
  ['CST', 'America/Chicago'],
  ['CDT', 'America/Chicago'],
  ['MST', 'America/Denver'],
  ['MDT', 'America/Denver'],
  ['PST', 'America/Los_Angeles'],
  ['PDT', 'America/Los_Angeles'],
  ['HST', 'Pacific/Honolulu'],
  ['BST', 'Europe/London'],
  ['CEST', 'Europe/Berlin'],
  ['IST', 'Asia/Kolkata'],
  ['JST', 'Asia/Tokyo'],
  ['AEST', 'Australia/Sydney'],
  ['AEDT', 'Australia/Sydney'],
]);

/** Zones of the IANA list that belong to no place: their clocks do not change in summer. People who write UTC or the like mean that. */
const PLACELESS = /^(?:EST|MST|HST|(?:Etc\/)?(?:GMT.*|Greenwich))$/i;

/** What to say of a text that is not the name of a zone. */
export function zoneFault(name: string): string {
  const meant = zoneMeant(name);
  const remedy =
    meant === undefined ? 'write a name from the IANA list, such as "Europe/London"' : `did you mean \`${meant}\`?`;
  return `there is no time zone ${quoted(name)}; ${remedy}`;
}

/** What to say of a zone that belongs to no place; undefined for all others. */
export function placelessText(zone: string): string | undefined {
  if (!PLACELESS.test(zone)) return undefined;
  const known = PLACES.get(zone.toUpperCase());
  const [place, otherwise] = known === undefined ? ['Europe/London', ', or "UTC"'] : [known, ''];
  return `${zone} is not the time of any place and does not change in summer; write the zone of a place, such as "${place}"${otherwise}`;
}

/** The zone that was probably meant: by its name, or by its city alone. */
function zoneMeant(name: string): string | undefined {
  const names = zoneNames();
  const byCity = new Map(names.map((zone) => [zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' '), zone]));
  const wanted = name.trim().replaceAll(/[\s_]+/g, ' ');
  const near = PLACES.get(wanted.toUpperCase()) ?? nearestWord(wanted, names) ?? nearestWord(wanted, byCity.keys());
  return near === undefined ? undefined : (byCity.get(near) ?? near);
}
