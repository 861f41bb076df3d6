import { Children, useState, type ReactNode } from 'react';
import { safeUrl } from './content';
import { Icon, type IconName } from './icons';
import { useScene } from './scene';
import { useSay } from './settings';

type ChoiceProps = {
  icon?: IconName;
  label: string;
  testId?: string;
  disabled?: boolean;
  onPress: () => void;
};

/** A row under the message that does something when it is tapped. */
export const Choice = ({ icon, label, testId, disabled, onPress }: ChoiceProps) => (
  <button
    type="button"
    className="choice"
    disabled={disabled ?? false}
    data-testid={testId}
    onClick={onPress}
  >
    {icon ? <Icon name={icon} /> : null}
    <span dir="auto">{label}</span>
  </button>
);

type LinkProps = { url: string; label: string; testId?: string; onOpen?: () => void };

/** Opens its address beside the phone. The business gets no webhook of it. */
export const LinkChoice = ({ url, label, testId, onOpen }: LinkProps) => (
  <a
    className="choice"
    href={safeUrl(url) ?? '#'}
    title={url}
    target="_blank"
    rel="noreferrer noopener"
    data-testid={testId}
    onClick={onOpen}
  >
    <Icon name="link" />
    <span dir="auto">{label}</span>
  </a>
);

/** Copies; a browser that forbids it says so. */
export const CopyChoice = ({ code, label }: { code: string; label: string }) => {
  const say = useSay();
  const [outcome, setOutcome] = useState<'copied' | 'notCopied' | null>(null);
  const copy = (): void => {
    const clipboard = navigator.clipboard as Clipboard | undefined;
    if (clipboard)
      clipboard.writeText(code).then(
        () => setOutcome('copied'),
        () => setOutcome('notCopied')
      );
    else setOutcome('notCopied');
  };
  return (
    <>
      <Choice icon="copy" label={label} testId="copy-code" onPress={copy} />
      <span className="choice-outcome" role="status">
        {outcome ? `${say(outcome)}: ${code}` : ''}
      </span>
    </>
  );
};

const SHOWN = 3;

/** More than three choices: two, and a sheet with all. */
export const Choices = ({ children }: { children: ReactNode }) => {
  const say = useSay();
  const scene = useScene();
  const all = Children.toArray(children);
  if (all.length === 0) return null;
  if (all.length <= SHOWN) return <div className="choices">{all}</div>;
  return (
    <div className="choices">
      {all.slice(0, SHOWN - 1)}
      <Choice
        icon="list"
        label={say('allOptions')}
        testId="all-options"
        onPress={() =>
          scene.show({ title: say('allOptions'), body: <div className="choices">{all}</div> })
        }
      />
    </div>
  );
};
