import { useState } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { BackButton, Layouts, Page, useNotification } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import type { DraftResult } from '../../../../server/src/contracts/template-draft';
import type { TemplateView } from '../../../../server/src/contracts/templates';
import {
  useWhatsappGetDraftTemplatesQuery,
  useWhatsappGetTemplatesQuery,
} from '../../api/templates';
import { focusFirstInvalid } from '../../shared/focus-first-invalid';
import { Notice } from '../../shared/Notice';
import { permission } from '../../shared/permissions';
import { ErrorState } from '../../shared/states';
import { useMoments } from '../../shared/useMoments';
import { usePathId } from '../../shared/usePathId';
import { useT } from '../../shared/useT';
import { BesidePreview } from './components/BesidePreview';
import { AdvicePart } from './editor/AdvicePart';
import { Basics } from './editor/Basics';
import { BodyPart } from './editor/BodyPart';
import { ButtonsPart } from './editor/ButtonsPart';
import { CodePart } from './editor/CodePart';
import { DiscardDraft } from './editor/DiscardDraft';
import { DraftPreview } from './editor/DraftPreview';
import { Examples } from './editor/Examples';
import { FooterPart } from './editor/FooterPart';
import { HeaderPart } from './editor/HeaderPart';
import { SubmitDialog } from './editor/SubmitDialog';
import { useEditor, type Editor } from './editor/useEditor';

const Saved = ({ editor }: { editor: Editor }) => {
  const t = useT();
  const moments = useMoments();
  const { savedAt, refused } = editor.saving;
  if (refused)
    return (
      <Typography textColor="danger600" role="alert">
        {t('templates.editor.notSaved', { message: refused.message })}
      </Typography>
    );
  return (
    <Typography variant="epsilon" textColor="neutral600" tag="p">
      {savedAt === null
        ? t('templates.editor.unchanged')
        : t('templates.editor.saved', { at: moments.time(savedAt) })}
    </Typography>
  );
};

/** What is wrong with the template as a whole, and how many fields are wrong. */
const Trouble = ({ editor }: { editor: Editor }) => {
  const t = useT();
  const { general, failure, problems, isShowingAll } = editor;
  const sentences = [...general, ...(failure ? [failure.message] : [])];
  if (sentences.length > 0)
    return (
      <Notice variant="danger" title={t('templates.submit.refused')}>
        <Flex direction="column" alignItems="stretch" gap={1} role="alert">
          {sentences.map((one) => (
            <Typography key={one}>{one}</Typography>
          ))}
        </Flex>
      </Notice>
    );
  return isShowingAll && problems.length > 0 ? (
    <Notice
      variant="danger"
      title={t('templates.submit.problems', { count: problems.length })}
      testId="template-problems"
    />
  ) : null;
};

const Form = ({ editor }: { editor: Editor }) => (
  <Flex direction="column" alignItems="stretch" gap={4}>
    <Trouble editor={editor} />
    <Basics editor={editor} />
    {editor.draft.category === 'AUTHENTICATION' ? (
      <CodePart editor={editor} />
    ) : (
      <>
        <HeaderPart editor={editor} />
        <BodyPart editor={editor} />
        <Examples editor={editor} />
        <FooterPart editor={editor} />
        <ButtonsPart editor={editor} />
        <AdvicePart editor={editor} />
      </>
    )}
  </Flex>
);

/** Where one has to go on: the first marked field, else the list of what is wrong on top. */
const toFirstProblem = (): void => {
  if (focusFirstInvalid()) return;
  document.querySelector('[data-testid="template-problems"]')?.scrollIntoView?.({
    block: 'center',
  });
};

const EditorPage = ({ view, first }: { view: TemplateView; first: DraftResult }) => {
  const t = useT();
  const navigate = useNavigate();
  const { toggleNotification } = useNotification();
  const editor = useEditor(view, first);
  const [asking, setAsking] = useState(false);
  const [tab, setTab] = useState('content');
  const title = editor.draft.name || t('templates.editor.untitled');
  const label = t('templates.tab.contentAdvice', { count: editor.advice.given.length });
  const isNew = view.status === 'DRAFT';
  const back = isNew ? '/plugins/whatsapp/templates' : `/plugins/whatsapp/templates/${view.id}`;
  const ask = () => {
    editor.showAll();
    setTab('content');
    if (editor.problems.length === 0) setAsking(true);
    else requestAnimationFrame(toFirstProblem);
  };
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={<Saved editor={editor} />}
        navigationAction={<BackButton fallback={back} />}
        primaryAction={
          <Flex gap={2} wrap="wrap">
            <DiscardDraft editor={editor} onDone={() => void navigate(back)} />
            <Button loading={editor.isSubmitting} onClick={ask} data-testid="submit-template">
              {t('templates.submit.button')}
            </Button>
          </Flex>
        }
      />
      <Layouts.Content>
        <BesidePreview
          label={t('templates.editor.parts')}
          tabs={[{ key: 'content', label, body: <Form editor={editor} /> }]}
          tab={tab}
          onTab={setTab}
          preview={<DraftPreview editor={editor} />}
        />
      </Layouts.Content>
      <SubmitDialog
        editor={editor}
        open={asking}
        onClose={() => setAsking(false)}
        onDone={(id) => {
          toggleNotification({ type: 'success', message: t('templates.submit.done') });
          void navigate(`/plugins/whatsapp/templates/${id}`, { replace: true });
        }}
      />
    </Page.Main>
  );
};

const Loaded = ({ id }: { id: number }) => {
  const t = useT();
  const view = useWhatsappGetTemplatesQuery(id);
  const draft = useWhatsappGetDraftTemplatesQuery(id, { refetchOnMountOrArgChange: true });
  if (view.isLoading || draft.isLoading || (draft.isFetching && !draft.data))
    return <Page.Loading />;
  if (!view.data) return <ErrorState error={view.error} onRetry={() => void view.refetch()} />;
  if (!draft.data) return <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />;
  if (draft.data.unsupported.length > 0)
    return (
      <Page.Main>
        <Page.Title>{view.data.name}</Page.Title>
        <Layouts.Header
          title={view.data.name}
          navigationAction={<BackButton fallback={`/plugins/whatsapp/templates/${id}`} />}
        />
        <Layouts.Content>
          <Notice variant="warning" title={t('templates.editor.unsupported')}>
            {t('templates.editor.unsupportedNote', { parts: draft.data.unsupported.join(', ') })}
          </Notice>
        </Layouts.Content>
      </Page.Main>
    );
  return <EditorPage key={id} view={view.data} first={draft.data} />;
};

const TemplateEditPage = () => {
  const id = usePathId();
  return (
    <Page.Protect permissions={[permission('templateManage')]}>
      {id == null ? <Page.Error /> : <Loaded id={id} />}
    </Page.Protect>
  );
};

export default TemplateEditPage;
