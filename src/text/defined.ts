/** Fields that may be undefined are fields that may be absent. */
type Defined<Some> = {
  [Key in keyof Some as undefined extends Some[Key] ? never : Key]: Some[Key];
} & { [Key in keyof Some as undefined extends Some[Key] ? Key : never]?: Exclude<Some[Key], undefined> };

/** An object without those of its fields that are undefined. */
export function defined<Some extends object>(some: Some): Defined<Some> {
  return Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)) as Defined<Some>;
}
