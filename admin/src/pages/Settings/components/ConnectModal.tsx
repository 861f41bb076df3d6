import { useState, type FormEvent } from 'react';
import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import type {
  AccountView,
  ListAccountsResult,
  TestAccountResult,
} from '../../../../../server/src/contracts/accounts';
import { LeaveForm } from '../../../shared/LeaveForm';
import { EncryptionKeyMissing } from '../../../shared/EncryptionKeyMissing';
import { ScrollBody } from '../../../shared/ScrollBody';
import { SimulatorBadge } from '../../../shared/SimulatorBadge';
import { Steps, type Step } from '../../../shared/Steps';
import { useT } from '../../../shared/useT';
import { problemsOf, type NumberValues } from '../model';
import { NumberFields } from './NumberFields';
import { ReadFacts } from './NumberFacts';
import { NumberStatus } from './NumberStatus';
import { Trouble } from './Trouble';
import { useNumberForm } from './useNumberForm';
import { WebhookPanel } from './WebhookPanel';
import { focusField } from '../../../shared/dialog-focus';

type ReadNumber = NonNullable<TestAccountResult['number']>;

interface Props {
  readonly list: ListAccountsResult;
  /** Filled in already; empty where they are to be typed. */
  readonly ids: Pick<NumberValues, 'wabaId' | 'phoneNumberId'>;
  readonly onClose: () => void;
}

const stepKeys = ['ids', 'read', 'webhook', 'done'] as const;
type StepKey = (typeof stepKeys)[number];

/** Where the person is, and what moves on. A number is kept from the third step on, whatever happens then. */
const useConnect = (ids: Props['ids']) => {
  const form = useNumberForm(null, ids);
  const [step, setStep] = useState<StepKey>('ids');
  const [read, setRead] = useState<ReadNumber | null>(null);
  const [wasRefused, setRefused] = useState(false);
  const [saved, setSaved] = useState<AccountView | null>(null);
  const ask = async () => {
    const number = await form.test();
    setRefused(number === null && Object.keys(problemsOf(form.values)).length === 0);
    setRead(number);
    if (number) setStep('read');
  };
  const keep = async () => {
    const account = await form.save();
    if (account) {
      setSaved(account);
      setStep('webhook');
    } else {
      // What is wrong stands at a field of the first step.
      setStep('ids');
    }
  };
  return { form, step, setStep, read, saved, wasRefused, ask, keep };
};
type Connect = ReturnType<typeof useConnect>;

/** The button that sends the first step is in the footer, outside its form. */
const IDS_FORM = 'whatsapp-connect-ids';

const IdsStep = ({ connect, list }: { connect: Connect; list: ListAccountsResult }) => {
  const t = useT();
  const send = (event: FormEvent) => {
    event.preventDefault();
    void connect.ask();
  };
  return (
    <form id={IDS_FORM} onSubmit={send} noValidate>
      <Flex direction="column" alignItems="stretch" gap={5}>
        {list.encryptionKey === 'missing' ? <EncryptionKeyMissing /> : null}
        <Typography textColor="neutral600">{t('settings.connect.ids.intro')}</Typography>
        <NumberFields form={connect.form} canKeepSecrets={list.encryptionKey === 'present'} />
      </Flex>
    </form>
  );
};

const ReadStep = ({ read }: { read: ReadNumber }) => {
  const t = useT();
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Typography textColor="neutral600">{t('settings.connect.read.intro')}</Typography>
      <ReadFacts number={read} />
    </Flex>
  );
};

const DoneStep = ({ account, list }: { account: AccountView; list: ListAccountsResult }) => {
  const t = useT();
  const sender = list.accounts.length > 1 && list.accounts.find(({ isDefault }) => isDefault);
  return (
    <Flex direction="column" alignItems="flex-start" gap={4}>
      <Flex gap={3} wrap="wrap">
        <Typography variant="delta" tag="p">
          {account.name}
        </Typography>
        <NumberStatus status={account.status} />
        {account.isSimulator ? <SimulatorBadge /> : null}
      </Flex>
      <Typography>{t('settings.connect.done.next')}</Typography>
      {sender ? (
        <Typography textColor="neutral600" data-testid="default-told">
          {t('settings.default.told', { name: sender.name })}
        </Typography>
      ) : null}
    </Flex>
  );
};

const Body = ({ connect, list }: { connect: Connect; list: ListAccountsResult }) => {
  const { step, read, saved } = connect;
  // The list is read again while the webhook is waited for, so its row is the fresher one.
  const account = list.accounts.find((one) => one.id === saved?.id) ?? saved;
  if (step === 'read' && read) return <ReadStep read={read} />;
  if (step === 'webhook' && account) return <WebhookPanel account={account} address={list} />;
  if (step === 'done' && account) return <DoneStep account={account} list={list} />;
  return <IdsStep connect={connect} list={list} />;
};

/** Away before anything is kept; from the third step on the number is there, and nothing can be cancelled. */
const Cancel = ({ onClose }: Pick<Props, 'onClose'>) => {
  const t = useT();
  return (
    <Button variant="tertiary" onClick={onClose}>
      {t('shell.dialog.dismiss')}
    </Button>
  );
};

/** "Check with Meta", and once Meta refused, a way to keep the number all the same. */
const IdsButtons = ({ connect }: { connect: Connect }) => {
  const t = useT();
  const { form } = connect;
  return (
    <Flex gap={2} wrap="wrap" justifyContent="flex-end">
      {connect.wasRefused ? (
        <Button
          variant="tertiary"
          loading={form.isSaving}
          onClick={() => void connect.keep()}
          data-testid="keep-unconnected"
        >
          {t('settings.connect.keep')}
        </Button>
      ) : null}
      <Button type="submit" form={IDS_FORM} loading={form.isTesting} data-testid="connect-next">
        {t('settings.connect.read')}
      </Button>
    </Flex>
  );
};

const Buttons = ({ connect, onClose }: { connect: Connect; onClose: () => void }) => {
  const t = useT();
  const { form, step, setStep } = connect;
  if (step === 'ids') return <IdsButtons connect={connect} />;
  if (step === 'read') {
    return (
      <Flex gap={2}>
        <Button variant="tertiary" onClick={() => setStep('ids')}>
          {t('settings.connect.back')}
        </Button>
        <Button
          loading={form.isSaving}
          onClick={() => void connect.keep()}
          data-testid="connect-save"
        >
          {t('settings.connect.save')}
        </Button>
      </Flex>
    );
  }
  if (step === 'webhook') {
    return (
      <Button onClick={() => setStep('done')} data-testid="connect-continue">
        {t('settings.connect.continue')}
      </Button>
    );
  }
  return (
    <Button onClick={onClose} data-testid="connect-done">
      {t('settings.connect.close')}
    </Button>
  );
};

/** A number that was kept without an answer of Meta is not confirmed: its step gets no tick. */
const stepsOf = (t: ReturnType<typeof useT>, { read }: Connect): Step[] =>
  stepKeys.map((key) => ({
    key,
    label: t(`settings.connect.step.${key}`),
    ...(key === 'read' && read === null ? { ahead: 'open' as const } : {}),
  }));

/** Ids and token → what Meta says about the number → webhook → done. */
export const ConnectModal = ({ list, ids, onClose }: Props) => {
  const t = useT();
  const connect = useConnect(ids);
  const [isLeaving, setLeaving] = useState(false);
  const wouldLose = connect.saved === null && connect.form.isDirty;
  const leave = () => (wouldLose ? setLeaving(true) : onClose());
  return (
    <>
      <Modal.Root open onOpenChange={(open) => (open ? undefined : leave())}>
        <Modal.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusField}
          onInteractOutside={(event) => event.preventDefault()}
        >
          <Modal.Header closeLabel={t('shell.drawer.close')}>
            <Modal.Title>{t('settings.connect.title')}</Modal.Title>
          </Modal.Header>
          <ScrollBody>
            <Flex direction="column" alignItems="stretch" gap={6}>
              <Steps steps={stepsOf(t, connect)} current={stepKeys.indexOf(connect.step)} />
              <Body connect={connect} list={list} />
            </Flex>
          </ScrollBody>
          <Modal.Footer>
            <Flex direction="column" alignItems="stretch" gap={4} flex="1">
              {connect.step === 'ids' ? <Trouble trouble={connect.form.trouble} /> : null}
              <Flex
                justifyContent={connect.saved ? 'flex-end' : 'space-between'}
                gap={2}
                wrap="wrap"
              >
                {connect.saved ? null : <Cancel onClose={onClose} />}
                <Buttons connect={connect} onClose={onClose} />
              </Flex>
            </Flex>
          </Modal.Footer>
        </Modal.Content>
      </Modal.Root>
      <LeaveForm open={isLeaving} onStay={() => setLeaving(false)} onLeave={onClose} />
    </>
  );
};
