/** What the demo asks of the simulator's control API: templates as Meta's reviewers left them, and people who write. */
export interface SimulatorControl {
  seedTemplate(template: Record<string, unknown>): Promise<void>;
  act(phone: string, action: string, body: Record<string, unknown>): Promise<void>;
  /** Who is there already is left as is. */
  addPeople(people: readonly { name: string; phone?: string; bsuid?: string }[]): Promise<void>;
  /** The person last wrote to the number at this moment. */
  openWindow(phone: string, phoneNumberId: string, at: number): Promise<void>;
  hasWebhook(): Promise<boolean>;
  /** When its world began; another one forgot everybody. */
  begunAt(): Promise<number>;
}

interface State {
  webhook: { url?: string } | null;
  begunAt: number;
}

export const createSimulatorControl = (baseUrl: string): SimulatorControl => {
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${baseUrl}/_sim${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(5_000),
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok || response.status === 409) return answer;
    throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  };
  const state = async () => (await ask('GET', '/state')) as State;
  return {
    seedTemplate: async (template) => void (await ask('POST', '/templates', template)),
    act: async (phone, action, body) =>
      void (await ask('POST', `/people/${encodeURIComponent(phone)}/act/${action}`, body)),
    addPeople: async (people) => void (await ask('POST', '/people', { people })),
    openWindow: async (phone, phoneNumberId, at) =>
      void (await ask('POST', `/people/${encodeURIComponent(phone)}/window`, {
        phoneNumberId,
        at,
      })),
    hasWebhook: async () => Boolean((await state()).webhook?.url),
    begunAt: async () => (await state()).begunAt,
  };
};
