/** Inside the rehearsal, requests and responses are what the client of the Functions sends and receives. */
export type { HttpRequest, HttpResponse } from '../twilio/http-client';
