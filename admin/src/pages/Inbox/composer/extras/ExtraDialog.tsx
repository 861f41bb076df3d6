import { useMemo, useState } from 'react';
import { Button, Flex, Grid, Modal, Typography } from '@strapi/design-system';
import { Clock } from '@strapi/icons';
import { focusField } from '../../../../shared/dialog-focus';
import { MessageBody } from '../../../../shared/MessageBody';
import { PhoneFrame } from '../../../../shared/PhoneFrame';
import { ScrollBody } from '../../../../shared/ScrollBody';
import { useIsTyped, useLeaveQuestion } from '../../../../shared/useLeaveQuestion';
import { useT } from '../../../../shared/useT';
import { LaterDialog } from '../../later/LaterDialog';
import type { ComposerMode } from '../../model/composer';
import type { Outgoing } from '../../model/outgoing';
import { CardsForm } from './CardsForm';
import { ChoicesForm } from './ChoicesForm';
import { LocationForm } from './LocationForm';
import { emptyExtra, extraPreview, readExtra, type ExtraBody, type ExtraKind } from './model';

interface Props {
  readonly kind: ExtraKind;
  /** Who gets it. */
  readonly name: string;
  /** What stands in the composer already. */
  readonly text: string;
  readonly online: boolean;
  /** Not open once the window closed meanwhile: what is written here waits until it opens again. */
  readonly mode: ComposerMode;
  /** End of the time in which it may go. */
  readonly windowEnd: number | null;
  readonly onClose: () => void;
  readonly onSend: (message: Outgoing) => void;
  /** The same at a time; throws what the server refused. */
  readonly onPlan: (message: Outgoing, at: number) => Promise<void>;
}

const Form = ({ body, onChange }: { body: ExtraBody; onChange: (body: ExtraBody) => void }) => {
  switch (body.type) {
    case 'location':
      return <LocationForm body={body} onChange={onChange} />;
    case 'contacts':
      return <CardsForm body={body} onChange={onChange} />;
    case 'buttons':
    case 'list':
    case 'link':
    case 'location-request':
      return <ChoicesForm body={body} onChange={onChange} />;
  }
};

/** A message that is more than words: written on one side, seen as the customer will on the other. */
export const ExtraDialog = (props: Props) => {
  const { kind, name, text, online, mode, onClose } = props;
  const t = useT();
  const [planning, setPlanning] = useState(false);
  const [body, setBody] = useState(() => emptyExtra(kind, text));
  const { slip, question } = useLeaveQuestion(useIsTyped(body), onClose);
  const read = useMemo(() => readExtra(body), [body]);
  const preview = useMemo(() => extraPreview(body), [body]);
  const drawn = preview.type !== 'location' || preview.location !== null;
  const shown = preview.type === 'contacts' ? preview.contacts.length > 0 : drawn;
  const held = mode !== 'open' || !online;
  const message = read.ok ? { body: read.body, preview: extraPreview(read.body) } : null;
  const unread = read.ok ? '' : t(`composer.extra.problem.${read.problem}`);
  const problem = mode === 'open' ? unread : t(`inbox.composer.${mode}`, { name });
  const send = () => {
    if (!message) return;
    props.onSend(message);
    onClose();
  };
  return (
    <>
      <Modal.Root open onOpenChange={(open) => (open ? undefined : slip())}>
        <Modal.Content aria-describedby={undefined} onOpenAutoFocus={focusField}>
          <Modal.Header closeLabel={t('shell.drawer.close')}>
            <Modal.Title>{t(`composer.extra.title.${kind}`, { name })}</Modal.Title>
          </Modal.Header>
          <ScrollBody>
            <Grid.Root gap={6}>
              <Grid.Item col={7} s={12} xs={12} direction="column" alignItems="stretch">
                <Form body={body} onChange={setBody} />
              </Grid.Item>
              <Grid.Item col={5} s={12} xs={12} direction="column" alignItems="stretch">
                <PhoneFrame title={t('composer.preview')}>
                  {shown ? (
                    <MessageBody body={preview} />
                  ) : (
                    <Typography textColor="neutral600">
                      {t('composer.extra.nothing-yet')}
                    </Typography>
                  )}
                </PhoneFrame>
              </Grid.Item>
            </Grid.Root>
          </ScrollBody>
          <Modal.Footer>
            <Button variant="tertiary" onClick={onClose}>
              {t('composer.extra.dismiss')}
            </Button>
            <Flex gap={3} wrap="wrap" justifyContent="flex-end">
              <Typography variant="pi" textColor="neutral600" role="status">
                {problem}
              </Typography>
              <Button
                variant="secondary"
                startIcon={<Clock />}
                disabled={!message || held}
                onClick={() => setPlanning(true)}
                data-testid="extra-later"
              >
                {t('later.menu')}
              </Button>
              <Button disabled={!message || held} onClick={send} data-testid="extra-send">
                {t('inbox.composer.send')}
              </Button>
            </Flex>
          </Modal.Footer>
          {planning && message ? (
            <LaterDialog
              title={t('later.title', { name })}
              windowEnd={props.windowEnd}
              onClose={() => setPlanning(false)}
              onPlan={async ({ at }) => {
                await props.onPlan(message, at);
                onClose();
              }}
            />
          ) : null}
        </Modal.Content>
      </Modal.Root>
      {question}
    </>
  );
};
