import { Button, Dialog, Flex } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { tall } from '../../../shared/ConfirmAction';
import { useT } from '../../../shared/useT';

interface Props {
  /** Of the quick replies that look like the way out although a tap ends nothing. */
  readonly texts: readonly string[];
  readonly onClose: () => void;
  readonly onAnswer: (optOut: 'marketing' | false) => void;
}

/** Asks before the review what a tap on "Stop" means: a reader who taps it and gets the next offer blocks the number (O-18). */
export const WayOutQuestion = ({ texts, onClose, onAnswer }: Props) => {
  const t = useT();
  const names = texts.map((text) => `“${text}”`).join(', ');
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Content>
        <Dialog.Header>
          {t('templates.submit.wayOut', { names, count: texts.length })}
        </Dialog.Header>
        <Dialog.Body icon={<WarningCircle fill="primary600" />}>
          <Dialog.Description>{t('templates.unmarkedWayOut.body')}</Dialog.Description>
        </Dialog.Body>
        <Dialog.Footer>
          <Flex direction="column" alignItems="stretch" gap={2} width="100%">
            <Button fullWidth {...tall} onClick={() => onAnswer('marketing')}>
              {t('templates.unmarkedWayOut.mark')}
            </Button>
            <Button fullWidth {...tall} variant="secondary" onClick={() => onAnswer(false)}>
              {t('templates.submit.wayOut.without')}
            </Button>
            <Dialog.Cancel>
              <Button fullWidth {...tall} variant="tertiary">
                {t('shell.dialog.dismiss')}
              </Button>
            </Dialog.Cancel>
          </Flex>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
};
