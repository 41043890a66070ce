import type { HttpRequest, HttpResponse } from '../http';
import { hasFormSignature, hasJsonSignature } from '../twilio/signature';
import { formFields, isJson } from './request-event';

/** Whether a request carries Twilio's own signature, without which no protected Function is reached. */
export function isSignedByTwilio(authToken: string, request: HttpRequest): boolean {
  const signature = request.headers['x-twilio-signature'];
  return isJson(request)
    ? hasJsonSignature(authToken, signature, request.url, request.body)
    : hasFormSignature(authToken, signature, request.url, formFields(request));
}

/** What Twilio answers in place of a protected Function (docs: functions-assets/visibility). */
export const NOT_SIGNED: HttpResponse = {
  status: 403,
  headers: { 'content-type': 'text/plain' },
  body: 'Unauthorized - you are not authenticated to perform this request',
};
