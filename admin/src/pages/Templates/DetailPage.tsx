import { useState } from 'react';
import { Button, Flex } from '@strapi/design-system';
import { BackButton, Layouts, Page, useNotification } from '@strapi/strapi/admin';
import { Navigate } from 'react-router-dom';
import { wordsOf } from '../../../../server/src/contracts/template-rules';
import type { SlotBindings, TemplateView } from '../../../../server/src/contracts/templates';
import { useWhatsappListContactsQuery } from '../../api/contacts';
import {
  useWhatsappGetTemplatesQuery,
  useWhatsappMarkOptOutTemplatesMutation,
  useWhatsappSaveBindingsTemplatesMutation,
} from '../../api/templates';
import { permission, useCan } from '../../shared/permissions';
import { Known } from '../../shared/Known';
import { StatusWord } from '../../shared/StatusWord';
import { usePathId } from '../../shared/usePathId';
import { useRefusal } from '../../shared/useRefusal';
import { useRuleLocale } from '../../shared/useRuleLocale';
import { useT } from '../../shared/useT';
import { CategoryNews } from './components/CategoryNews';
import { ReviewNote } from './components/ReviewNote';
import { DraftNote, StateNote } from './components/StateNotes';
import { SendTemplate } from './components/SendTemplate';
import { UnmarkedWayOut } from './components/UnmarkedWayOut';
import { TemplateActions } from './components/TemplateActions';
import { DetailTabs } from './detail/DetailTabs';
import { Facts } from './detail/Facts';
import { Topic } from './detail/Topic';
import { submitProblems } from './editor/submit-refusal';
import { carriesCode, sameBindings } from './model';

const useBindings = (template: TemplateView) => {
  const [bindings, setBindings] = useState<SlotBindings>(template.bindings);
  const [base, setBase] = useState(template.bindings);
  // What came from the server replaces the form only while nothing was typed.
  if (template.bindings !== base) {
    if (sameBindings(bindings, base)) setBindings(template.bindings);
    setBase(template.bindings);
  }
  return { bindings, setBindings, dirty: !sameBindings(bindings, template.bindings) };
};

const SaveBindings = ({
  template,
  bindings,
  dirty,
}: {
  template: TemplateView;
  bindings: SlotBindings;
  dirty: boolean;
}) => {
  const t = useT();
  const refuse = useRefusal();
  const locale = useRuleLocale();
  const { toggleNotification } = useNotification();
  const [save, { isLoading }] = useWhatsappSaveBindingsTemplatesMutation();
  const onSave = async () => {
    try {
      await save({ id: template.id, body: { bindings } }).unwrap();
      toggleNotification({ type: 'success', message: t('templates.variables.saved') });
    } catch (error) {
      const [problem] = submitProblems(error, locale) ?? [];
      if (!problem?.code) refuse(error);
      else
        toggleNotification({
          type: 'danger',
          message: wordsOf({ ...problem, code: problem.code }, locale),
        });
    }
  };
  return (
    <Button
      disabled={!dirty}
      loading={isLoading}
      onClick={() => void onSave()}
      data-testid="save-bindings"
    >
      {t('templates.variables.save')}
    </Button>
  );
};

/** Marks one after the other: each is an entry of its own in the history. */
const WayOutNote = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const { can } = useCan();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [mark, { isLoading }] = useWhatsappMarkOptOutTemplatesMutation();
  const { id, unmarkedWayOuts: texts } = template;
  if (texts.length === 0) return null;
  const onMark = async () => {
    try {
      for (const text of texts) await mark({ id, body: { text } }).unwrap();
      toggleNotification({ type: 'success', message: t('templates.unmarkedWayOut.marked') });
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <UnmarkedWayOut
      texts={texts}
      loading={isLoading}
      {...(can.templateManage ? { onMark: () => void onMark() } : {})}
    />
  );
};

const TemplateDetail = ({ template }: { template: TemplateView }) => {
  const { can } = useCan();
  const form = useBindings(template);
  const sample =
    useWhatsappListContactsQuery({ limit: 1 }, { skip: !can.contactBrowse }).data?.contacts[0] ??
    null;
  return (
    <Page.Main>
      <Page.Title>{template.name}</Page.Title>
      <Layouts.Header
        title={template.name}
        subtitle={
          <Flex>
            <StatusWord of="template" state={template.status} />
          </Flex>
        }
        navigationAction={<BackButton fallback=".." />}
        primaryAction={
          <Flex gap={2} wrap="wrap">
            {can.templateManage ? <TemplateActions template={template} /> : null}
            <SendTemplate template={template} bindings={form.bindings} />
            {can.templateManage && template.slots.length > 0 && !carriesCode(template) ? (
              <SaveBindings template={template} bindings={form.bindings} dirty={form.dirty} />
            ) : null}
          </Flex>
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          <StateNote template={template} />
          <CategoryNews template={template} />
          <ReviewNote template={template} />
          <DraftNote template={template} />
          <WayOutNote template={template} />
          <Facts template={template} />
          <Topic template={template} />
          <DetailTabs template={template} form={form} sample={sample} />
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
};

const Loaded = ({ id }: { id: number }) => (
  <Known query={useWhatsappGetTemplatesQuery(id)}>
    {(template) =>
      template.status === 'DRAFT' ? (
        <Navigate to="edit" replace />
      ) : (
        <TemplateDetail key={template.id} template={template} />
      )
    }
  </Known>
);

const TemplatePage = () => {
  const id = usePathId();
  return (
    <Page.Protect permissions={[permission('templateList')]}>
      {id == null ? <Page.Error /> : <Loaded id={id} />}
    </Page.Protect>
  );
};

export default TemplatePage;
