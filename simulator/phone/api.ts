import type { Bubble, Crowd, Fleet, Person, QrCode, SimState } from './types';

const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
  const response = await fetch(`/_sim${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as T & { error?: string };
  if (!response.ok) throw new Error(answer.error ?? `HTTP ${response.status}`);
  return answer;
};

const at = (person: string): string => `/people/${encodeURIComponent(person)}`;

export const loadState = (): Promise<SimState> => call('GET', '/state');
export const loadPeople = (search: string): Promise<Person[]> =>
  call('GET', `/people?limit=200&search=${encodeURIComponent(search)}`);
export const loadPerson = (person: string): Promise<Person> => call('GET', at(person));
export const loadThread = (person: string): Promise<Bubble[]> =>
  call('GET', `${at(person)}/thread`);
export const act = (person: string, action: string, body: object = {}): Promise<unknown> =>
  call('POST', `${at(person)}/act/${action}`, body);
export const addPerson = (person: object): Promise<Person> => call('POST', '/people', person);
/** A pressed URL button of a template: only the template's analytics hear of it. */
export const countClick = (wamid: string, label: string): Promise<unknown> =>
  call('POST', '/clicks', { wamid, label });
/** What a wa.me link or the code of a QR opens. */
export const readLink = (link: string): Promise<{ phoneNumberId: string; text: string }> =>
  call('GET', `/link?of=${encodeURIComponent(link)}`);
export const loadCodes = (): Promise<QrCode[]> => call('GET', '/qr-codes');
export const loadFleet = (): Promise<Fleet> => call('GET', '/fleet');
export const switchFleet = (on: boolean): Promise<Fleet> =>
  call('POST', `/fleet/${on ? 'start' : 'stop'}`, {});
export const setFleetReach = (who: Fleet['settings']['who']): Promise<unknown> =>
  call('PATCH', '/config', { fleet: { who } });
export const makeCrowd = (people: number): Promise<Crowd> =>
  call('POST', '/fleet/people', { people });
export const crowdFile = (people: number): string => `/_sim/fleet/people.csv?people=${people}`;
export const advanceClock = (ms: number): Promise<unknown> =>
  call('POST', '/clock/advance', { ms });
export const addFault = (fault: object): Promise<unknown> => call('POST', '/faults', fault);
export const setHold = (hold: boolean): Promise<unknown> =>
  call('POST', `/deliveries/${hold ? 'hold' : 'release'}`, {});

/** Bytes of a file as base64, for the media act. */
export const base64Of = async (file: Blob): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let i = 0; i < bytes.length; i += 32_768)
    binary += String.fromCharCode(...bytes.subarray(i, i + 32_768));
  return btoa(binary);
};
