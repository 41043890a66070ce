import type { RawOperation } from '../raw-description';

/**
 * The two operations of serverless-upload.twilio.com, which Twilio's OpenAPI description leaves out.
 *
 * Sources: Twilio docs, "Create a Function Version resource" and "Create an Asset Version resource" (fields, limits,
 * visibilities); the npm package @twilio-labs/serverless-api, src/api/functions.ts and assets.ts (how they are sent).
 */
export const uploadPaths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>> = {
  '/v1/Services/{ServiceSid}/Functions/{FunctionSid}/Versions': {
    post: upload('CreateFunctionVersion', 'FunctionSid', 'serverless.v1.service.function.function_version'),
  },
  '/v1/Services/{ServiceSid}/Assets/{AssetSid}/Versions': {
    post: upload('CreateAssetVersion', 'AssetSid', 'serverless.v1.service.asset.asset_version'),
  },
};

function upload(operationId: string, parent: string, reply: string): RawOperation {
  return {
    operationId,
    parameters: [
      { name: 'ServiceSid', in: 'path', schema: { type: 'string', pattern: '^ZS[0-9a-fA-F]{32}$' } },
      { name: parent, in: 'path', schema: { type: 'string', pattern: '^ZH[0-9a-fA-F]{32}$' } },
    ],
    requestBody: {
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object',
            properties: {
              Path: { type: 'string', minLength: 1, maxLength: 255 },
              Visibility: { type: 'string', enum: ['public', 'protected', 'private'] },
              // Not empty; to count the characters of a whole Function would take longer than all else about its upload.
              Content: { type: 'string', pattern: '[^]' },
            },
            required: ['Path', 'Visibility', 'Content'],
          },
        },
      },
    },
    responses: { '201': { content: { 'application/json': { schema: { $ref: `#/components/schemas/${reply}` } } } } },
  };
}
