import { Alert, Button, Group, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { Fragment, useCallback, useContext, useEffect, useState, type ReactElement, type ReactNode } from 'react';
import { useMe } from '../session/me.js';
import { useMessages } from '../i18n/index.js';
import { forgetDraft, ownDraft, putAside, takeOver, type KeptDraft } from '../offline/draft-store.js';
import { thisTab } from '../device/tab.js';
import { Moment } from '../units/mass.js';
import { DraftContext } from './draft-context.js';
import { useKeptDrafts } from './draft.js';

interface DraftPlaceProps<Values> {
  /** The name under which the form keeps what is typed, and others under which its like may lie. */
  readonly name: string;
  readonly alike?: readonly string[];
  /** Whether anything has been typed that would be lost. */
  readonly isBegun: (values: Values) => boolean;
  /** What it is, in a few words. */
  readonly describe?: (values: Values) => string;
  /** Somebody comes with something new: what was begun before is put aside, unless it is that. */
  readonly isNew?: (begun: Values) => boolean;
  /** The form stands in a window, and shows there what is offered. */
  readonly isWindow?: boolean;
  readonly children: ReactNode;
}

/**
 * Where a form stands whose values are kept. What the same person has begun in a tab that is closed is offered above it, so
 * that nothing is lost; who goes on with it takes it over, so that nothing is saved twice.
 */
export function DraftPlace<Values>(props: DraftPlaceProps<Values>): ReactElement {
  const { name, alike = [], isBegun, describe, isNew, isWindow, children } = props;
  const { id: userId } = useMe();
  const [turn, setTurn] = useState(0);
  const [looks, setLooks] = useState(0);
  const [hasLeft, setLeft] = useState(false);
  useState(() => {
    const own = ownDraft<Values>(userId, name);
    if (own && isBegun(own.values) && isNew?.(own.values)) putAside(userId, name);
    return null;
  });
  const begin = useCallback((isLeft: boolean) => {
    setLeft(isLeft);
    setTurn((before) => before + 1);
    setLooks((before) => before + 1);
  }, []);
  const goOn = async (draft: KeptDraft) => {
    const own = ownDraft<Values>(userId, name);
    if (own && isBegun(own.values)) putAside(userId, name);
    await takeOver(userId, draft, name);
    begin(false);
  };
  const discard = (draft: KeptDraft) => {
    forgetDraft(userId, draft.id);
    setLooks((before) => before + 1);
  };
  const kept = useKeptDrafts(looks).filter((draft) => draft.tab !== thisTab() && [name, ...alike].includes(draft.name));
  const offered = kept.filter(({ values }) => isBegun(values as Values));
  // Forms that were opened and closed again leave nothing behind.
  useEffect(() => {
    for (const { id, values } of kept) if (!isBegun(values as Values)) forgetDraft(userId, id);
  });
  const offers = (
    <>
      {hasLeft && <Left />}
      {offered.map((draft) => (
        <Offer
          key={draft.id}
          at={draft.at}
          about={describe?.(draft.values as Values) ?? ''}
          goOn={() => goOn(draft)}
          discard={() => discard(draft)}
        />
      ))}
    </>
  );
  const leave = useCallback(() => begin(true), [begin]);
  const startAfresh = useCallback(() => begin(false), [begin]);
  return (
    <DraftContext.Provider value={{ offers, leave, startAfresh }}>
      {!isWindow && offers}
      <Fragment key={turn}>{children}</Fragment>
    </DraftContext.Provider>
  );
}

/** What is offered to go on with, within a window. */
export function OfferedDrafts(): ReactElement {
  return <>{useContext(DraftContext).offers}</>;
}

function Left(): ReactElement {
  const { shell } = useMessages();
  return (
    <Alert color="gray" variant="light" role="status">
      {shell.draftLeft}
    </Alert>
  );
}

interface OfferProps extends Pick<KeptDraft, 'at'> {
  readonly about: string;
  readonly goOn: () => Promise<void>;
  readonly discard: () => void;
}

function Offer({ at, about, goOn, discard }: OfferProps): ReactElement {
  const { shell } = useMessages();
  const [isAsked, ask] = useState(false);
  return (
    <Alert color="blue" variant="light" role="status" p="sm" icon={<IconPencil aria-hidden />} data-offer>
      <Group justify="space-between" gap="sm">
        <Text size="sm" component="div" flex="1 1 260px">
          {shell.draftOffered}
          {about !== '' && ` ${about}`}
          {at !== null && (
            <>
              {' · '}
              <Moment at={at} />
            </>
          )}
        </Text>
        <Group gap="xs">
          <Button variant="default" onClick={() => void goOn()}>
            {shell.draftGoOn}
          </Button>
          <Button variant="default" onBlur={() => ask(false)} onClick={() => (isAsked ? discard() : ask(true))}>
            {isAsked ? shell.reallyDiscard : shell.discard}
          </Button>
        </Group>
      </Group>
    </Alert>
  );
}
