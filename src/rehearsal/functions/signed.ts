import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks';
import type { HttpRequest, HttpResponse } from '../http';
import { formFields, isJson } from './request-event';

/** Whether a request carries Twilio's own signature, by Twilio's own rules. Without it no protected Function is reached. */
export function isSignedByTwilio(authToken: string, request: HttpRequest): boolean {
  const { url, body } = request;
  const signature = request.headers['x-twilio-signature'] ?? '';
  return isJson(request)
    ? validateRequestWithBody(authToken, signature, url, body)
    : validateRequest(authToken, signature, url, formFields(request));
}

/** What Twilio answers in place of a protected Function (docs: functions-assets/visibility). */
export const NOT_SIGNED: HttpResponse = {
  status: 403,
  headers: { 'content-type': 'text/plain' },
  body: 'Unauthorized - you are not authenticated to perform this request',
};
