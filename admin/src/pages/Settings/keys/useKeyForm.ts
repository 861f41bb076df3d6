import { useState } from 'react';
import {
  hostOf,
  KEY_HOSTS_MOST,
  KEY_NAME,
  KEY_VALUE,
  KEY_VALUE_LEAST,
  widens,
  type SystemKeyView,
} from '../../../../../server/src/contracts/system-keys';
import {
  useWhatsappCreateSystemKeysMutation,
  useWhatsappUpdateSystemKeysMutation,
} from '../../../api/system-keys';
import { useApiError } from '../../../shared/useApiError';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

interface Props {
  /** Null: a new key. */
  readonly kept: SystemKeyView | null;
  readonly onSaved: () => void;
}

const FIELDS = ['name', 'value', 'hosts'] as const;
type FieldName = (typeof FIELDS)[number];
type Values = Record<FieldName, string>;
type Problems = Partial<Record<FieldName, string>>;

const hostsIn = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);
const isValue = (value: string): boolean =>
  value.length >= KEY_VALUE_LEAST && KEY_VALUE.test(value);
const areHosts = (hosts: readonly string[]): boolean =>
  hosts.length > 0 && hosts.length <= KEY_HOSTS_MOST && hosts.every((one) => hostOf(one) !== null);

/** Is a host added, which needs the value again? */
const isWider = ({ hosts }: SystemKeyView, typed: readonly string[]): boolean =>
  widens(
    hosts,
    typed.flatMap((one) => hostOf(one) ?? [])
  );

/** What is typed about a key, what is wrong with it, and saving it. A kept value is never filled in. */
export const useKeyForm = ({ kept, onSaved }: Props) => {
  const t = useT();
  const explain = useApiError();
  const refuse = useRefusal();
  const [values, setValues] = useState<Values>({
    name: kept?.name ?? '',
    value: '',
    hosts: (kept?.hosts ?? []).join(', '),
  });
  const [problems, setProblems] = useState<Problems>({});
  const [create, creating] = useWhatsappCreateSystemKeysMutation();
  const [update, updating] = useWhatsappUpdateSystemKeysMutation();
  const name = values.name.trim();
  const value = values.value.trim();
  const hosts = hostsIn(values.hosts);

  const valueProblem = (): string | null => {
    if (value !== '' || kept === null) return isValue(value) ? null : t('keys.problem.value');
    return isWider(kept, hosts) ? t('error.key-value-needed') : null;
  };
  const wrong = (): Problems => {
    const ofValue = valueProblem();
    return {
      ...(KEY_NAME.test(name) ? {} : { name: t('keys.problem.name') }),
      ...(ofValue === null ? {} : { value: ofValue }),
      ...(areHosts(hosts) ? {} : { hosts: t('keys.problem.hosts') }),
    };
  };
  const save = async () => {
    const found = wrong();
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    try {
      if (kept)
        await update({
          id: kept.id,
          body: { hosts, ...(value === '' ? {} : { value }) },
        }).unwrap();
      else await create({ name, value, hosts }).unwrap();
      onSaved();
    } catch (error) {
      const shown = explain(error);
      const field = FIELDS.find(
        (one) => shown.field === one || shown.field?.startsWith(`${one}.`) === true
      );
      if (field) setProblems({ [field]: shown.message });
      else refuse(error);
    }
  };
  return {
    values,
    put: (change: Partial<Values>) => {
      setProblems({});
      setValues({ ...values, ...change });
    },
    problems,
    save,
    isSaving: creating.isLoading || updating.isLoading,
  };
};
