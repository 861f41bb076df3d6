import { Typography } from '@strapi/design-system';
import { useWhatsappNamesSystemKeysQuery } from '../../../api/system-keys';
import { useMay } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { Select } from './StepInputs';

interface Props {
  /** Of the header, from 1. */
  readonly number: number;
  readonly onPick: (name: string) => void;
}

/** Puts a key of another system into the value of a header, by its name. Not for who may only look at the call. */
export const KeyPicker = ({ number, onPick }: Props) => {
  const t = useT();
  const mayBuild = useMay('botBuild');
  const mayCall = useMay('outboundConnect');
  const skip = !mayBuild || !mayCall;
  const { data, isError } = useWhatsappNamesSystemKeysQuery(undefined, { skip });
  if (isError)
    return (
      <Typography variant="pi" textColor="danger600">
        {t('flows.http.keys-failed')}
      </Typography>
    );
  if (!data) return null;
  if (data.keys.length === 0)
    return (
      <Typography variant="pi" textColor="neutral600">
        {t('flows.http.keys-none')}
      </Typography>
    );
  return (
    <Select
      name={`header-key-${number}`}
      label={t('flows.http.key', { number })}
      placeholder={t('flows.http.key-choose')}
      value=""
      options={data.keys.map(
        ({ name, hosts }) =>
          [name, t('flows.http.key-option', { name, hosts: hosts.join(', ') })] as const
      )}
      onChange={onPick}
    />
  );
};
