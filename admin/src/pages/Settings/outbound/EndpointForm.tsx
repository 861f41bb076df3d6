import { Button, Checkbox, Field, Flex, Typography } from '@strapi/design-system';
import {
  outboundEventType,
  type EndpointView,
  type EndpointWithSecret,
} from '../../../../../server/src/contracts/outbound';
import { ChoiceGroup } from '../../../shared/Choices';
import { Drawer, DrawerFoot } from '../../../shared/Drawer';
import { TextRow } from '../../../shared/TextRow';
import { useT } from '../../../shared/useT';
import { useEndpointForm, type EndpointFormState } from './useEndpointForm';

interface Props {
  readonly endpoint: EndpointView | null;
  readonly onSaved: (made: EndpointWithSecret | null) => void;
  readonly onClose: () => void;
  readonly onReplaceSecret: (endpoint: EndpointView) => void;
}

const Text = ({ form, of }: { form: EndpointFormState; of: 'name' | 'url' }) => {
  const t = useT();
  return (
    <TextRow
      name={of}
      isRequired
      label={t(`outbound.field.${of}`)}
      hint={t(`outbound.hint.${of}`)}
      error={form.problems[of]}
      value={form.values[of]}
      maxLength={of === 'url' ? 1000 : 80}
      dir={of === 'url' ? 'ltr' : 'auto'}
      testId={`endpoint-${of}`}
      onChange={(text) => form.put({ [of]: text })}
    />
  );
};

const Events = ({ form }: { form: EndpointFormState }) => {
  const t = useT();
  return (
    <ChoiceGroup label={t('outbound.field.events')}>
      {outboundEventType.options.map((event) => (
        <Checkbox
          key={event}
          checked={form.values.events.includes(event)}
          onCheckedChange={(on) => form.toggle(event, on === true)}
        >
          {t(`outbound.event.${event}`)}
        </Checkbox>
      ))}
      {form.problems.events ? (
        <Typography variant="pi" textColor="danger600" role="alert">
          {form.problems.events}
        </Typography>
      ) : null}
    </ChoiceGroup>
  );
};

const Tick = ({ form, of }: { form: EndpointFormState; of: 'withNumbers' | 'active' }) => {
  const t = useT();
  return (
    <Field.Root name={of} hint={t(`outbound.hint.${of}`)}>
      <Checkbox checked={form.values[of]} onCheckedChange={(on) => form.put({ [of]: on === true })}>
        {t(`outbound.field.${of}`)}
      </Checkbox>
      <Field.Hint />
    </Field.Root>
  );
};

/** An address of another system: where, what of, and whether with numbers. */
export const EndpointForm = ({ endpoint, onSaved, onClose, onReplaceSecret }: Props) => {
  const t = useT();
  const form = useEndpointForm({ endpoint, onSaved });
  return (
    <Drawer
      open
      draft={form.values}
      onClose={onClose}
      title={endpoint ? t('outbound.edit-of', { name: endpoint.name }) : t('outbound.new')}
      footer={
        <DrawerFoot onClose={onClose}>
          <Button
            loading={form.isSaving}
            onClick={() => void form.save()}
            data-testid="endpoint-save"
          >
            {t('settings.save')}
          </Button>
        </DrawerFoot>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Text form={form} of="name" />
        <Text form={form} of="url" />
        <Events form={form} />
        <Tick form={form} of="withNumbers" />
        <Tick form={form} of="active" />
        {endpoint ? (
          <Flex direction="column" alignItems="flex-start" gap={2}>
            <Typography variant="pi" fontWeight="bold">
              {t('outbound.secret')}
            </Typography>
            <Typography>{t('outbound.secret.ends', { hint: endpoint.secretHint })}</Typography>
            <Button variant="tertiary" onClick={() => onReplaceSecret(endpoint)}>
              {t('outbound.secret.replace')}
            </Button>
          </Flex>
        ) : null}
      </Flex>
    </Drawer>
  );
};
