import { useState } from 'react';
import type {
  EndpointView,
  EndpointWithSecret,
  OutboundEventType,
} from '../../../../../server/src/contracts/outbound';
import {
  useWhatsappCreateEndpointMutation,
  useWhatsappUpdateEndpointMutation,
} from '../../../api/outbound';
import { useApiError } from '../../../shared/useApiError';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

interface Props {
  readonly endpoint: EndpointView | null;
  /** `made` has the secret of a new one. */
  readonly onSaved: (made: EndpointWithSecret | null) => void;
}

const FIELDS = ['name', 'url', 'events'] as const;
type Values = {
  name: string;
  url: string;
  events: readonly OutboundEventType[];
  withNumbers: boolean;
  active: boolean;
};

const NEW: Values = { name: '', url: '', events: [], withNumbers: false, active: true };

/** What is typed about an address, what is wrong with it, and saving it. */
export const useEndpointForm = ({ endpoint, onSaved }: Props) => {
  const t = useT();
  const explain = useApiError();
  const refuse = useRefusal();
  const [values, setValues] = useState<Values>(endpoint ?? NEW);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [create, creating] = useWhatsappCreateEndpointMutation();
  const [update, updating] = useWhatsappUpdateEndpointMutation();

  const put = (change: Partial<Values>) => {
    setProblems({});
    setValues({ ...values, ...change });
  };
  const wrong = (): Record<string, string> => ({
    ...(values.name.trim() === '' ? { name: t('outbound.problem.name') } : {}),
    ...(values.url.trim() === '' ? { url: t('outbound.problem.url') } : {}),
    ...(values.events.length === 0 ? { events: t('outbound.problem.events') } : {}),
  });
  const save = async () => {
    const found = wrong();
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    const { withNumbers, active } = values;
    const body = {
      name: values.name.trim(),
      url: values.url.trim(),
      events: [...values.events],
      withNumbers,
      active,
    };
    try {
      if (endpoint) await update({ id: endpoint.id, body }).unwrap();
      onSaved(endpoint ? null : await create(body).unwrap());
    } catch (error) {
      const shown = explain(error);
      const field = FIELDS.find((one) => one === shown.field);
      if (field) setProblems({ [field]: shown.message });
      else refuse(error);
    }
  };
  const toggle = (event: OutboundEventType, on: boolean) =>
    put({ events: on ? [...values.events, event] : values.events.filter((one) => one !== event) });
  return {
    values,
    put,
    toggle,
    problems,
    save,
    isSaving: creating.isLoading || updating.isLoading,
  };
};
export type EndpointFormState = ReturnType<typeof useEndpointForm>;
