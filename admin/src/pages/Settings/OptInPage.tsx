import { useState, type ReactNode } from 'react';
import { Box, Button, Tabs } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import type { OptInChoices, OptInFormView } from '../../../../server/src/contracts/opt-in';
import {
  useWhatsappDeleteOptInFormMutation,
  useWhatsappListOptInFormsQuery,
  useWhatsappOptInChoicesQuery,
} from '../../api/opt-in';
import { DeleteDialog } from '../../shared/DeleteDialog';
import { permission } from '../../shared/permissions';
import { EmptyState, ErrorState } from '../../shared/states';
import { useT } from '../../shared/useT';
import { ChatLinks } from './opt-in/ChatLinks';
import { FormDrawer } from './opt-in/FormDrawer';
import { FormsTable, type Deed } from './opt-in/FormsTable';
import { ShareDrawer } from './opt-in/ShareDrawer';
import { Sources } from './opt-in/Sources';
import { VersionsDrawer } from './opt-in/Versions';

type Doing = { what: 'new' } | { what: Deed; form: OptInFormView } | null;

interface DialogsProps {
  readonly doing: Doing;
  readonly choices: OptInChoices;
  readonly setDoing: (doing: Doing) => void;
}

const Delete = ({ form, onClose }: { form: OptInFormView; onClose: () => void }) => {
  const t = useT();
  const [remove] = useWhatsappDeleteOptInFormMutation();
  return (
    <DeleteDialog
      title={t('optIn.delete.title', { name: form.name })}
      confirmLabel={t('optIn.delete.confirm')}
      confirmTestId="confirm-delete-opt-in"
      onDelete={() => remove(form.id).unwrap()}
      onClose={onClose}
    >
      {t('optIn.delete.body')}
    </DeleteDialog>
  );
};

const Dialogs = ({ doing, choices, setDoing }: DialogsProps) => {
  const close = () => setDoing(null);
  switch (doing?.what) {
    case undefined:
      return null;
    case 'new':
    case 'edit':
      return (
        <FormDrawer
          view={doing.what === 'edit' ? doing.form : null}
          choices={choices}
          onClose={close}
          onSaved={(form) => setDoing(form.active ? { what: 'share', form } : null)}
        />
      );
    case 'share':
      return <ShareDrawer view={doing.form} onClose={close} />;
    case 'versions':
      return <VersionsDrawer view={doing.form} onClose={close} />;
    case 'delete':
      return <Delete form={doing.form} onClose={close} />;
  }
};

interface ContentProps {
  readonly forms: readonly OptInFormView[];
  readonly add: ReactNode;
  readonly numbers: OptInChoices['numbers'];
  readonly setDoing: (doing: Doing) => void;
}

const Content = ({ forms, add, numbers, setDoing }: ContentProps) => {
  const t = useT();
  return (
    <Tabs.Root defaultValue="forms">
      <Tabs.List aria-label={t('optIn.title')}>
        <Tabs.Trigger value="forms">{t('optIn.tab.forms')}</Tabs.Trigger>
        <Tabs.Trigger value="chats">{t('optIn.tab.chats')}</Tabs.Trigger>
        <Tabs.Trigger value="sources">{t('optIn.tab.sources')}</Tabs.Trigger>
      </Tabs.List>
      <Box paddingTop={4}>
        <Tabs.Content value="forms">
          {forms.length === 0 ? (
            <EmptyState
              content={t(numbers.length > 0 ? 'optIn.empty' : 'optIn.empty.no-number')}
              action={add}
            />
          ) : (
            <FormsTable forms={forms} onDo={(what, form) => setDoing({ what, form })} />
          )}
        </Tabs.Content>
        <Tabs.Content value="chats">
          <ChatLinks numbers={numbers} />
        </Tabs.Content>
        <Tabs.Content value="sources">
          <Sources />
        </Tabs.Content>
      </Box>
    </Tabs.Root>
  );
};

const OptIn = () => {
  const t = useT();
  const forms = useWhatsappListOptInFormsQuery();
  const choices = useWhatsappOptInChoicesQuery();
  const [doing, setDoing] = useState<Doing>(null);
  if (forms.isLoading || choices.isLoading) return <Page.Loading />;
  if (!forms.data || !choices.data)
    return (
      <ErrorState
        error={forms.error ?? choices.error}
        onRetry={() => void Promise.all([forms.refetch(), choices.refetch()])}
      />
    );
  const hasNumber = choices.data.numbers.length > 0;
  const add = (
    <Button
      startIcon={<Plus />}
      disabled={!hasNumber}
      onClick={() => setDoing({ what: 'new' })}
      data-testid="new-opt-in"
    >
      {t('optIn.new')}
    </Button>
  );
  return (
    <Page.Main aria-busy={forms.isFetching}>
      <Page.Title>{t('optIn.title')}</Page.Title>
      <Layouts.Header
        title={t('optIn.title')}
        subtitle={t('optIn.subtitle')}
        primaryAction={forms.data.forms.length > 0 ? add : undefined}
      />
      <Layouts.Content>
        <Content
          forms={forms.data.forms}
          add={add}
          numbers={choices.data.numbers}
          setDoing={setDoing}
        />
        <Dialogs doing={doing} choices={choices.data} setDoing={setDoing} />
      </Layouts.Content>
    </Page.Main>
  );
};

const OptInPage = () => (
  <Page.Protect permissions={[permission('optInPublish')]}>
    <OptIn />
  </Page.Protect>
);

export default OptInPage;
