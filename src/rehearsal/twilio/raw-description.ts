/** A JSON schema as the description has it. */
export type RawSchema = Record<string, unknown>;

/** One operation as an OpenAPI description has it. */
export interface RawOperation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: RawSchema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: RawSchema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: RawSchema }>> }>
  >;
}

/** The parts of an OpenAPI description that are read. */
export interface RawDescription {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, RawSchema>> };
}
