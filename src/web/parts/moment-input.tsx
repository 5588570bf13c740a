import { TextInput, type TextInputProps } from '@mantine/core';
import dayjs from 'dayjs';
import type { ReactElement } from 'react';
import { serviceNow } from '../units/service-clock.js';

/** A date and time of this device, as the browser's own picker writes them. */
const LOCAL = 'YYYY-MM-DDTHH:mm:ss';

export function momentNow(): string {
  return dayjs(serviceNow()).format(LOCAL);
}

/** An instant of the service as the picker writes it. */
export function momentOf(instant: string): string {
  return dayjs(instant).format(LOCAL);
}

/** As the service reads it: RFC 3339 with the offset that this device has at that time; nothing stays nothing. */
export function instantOf(moment: string): string {
  return moment === '' ? '' : dayjs(moment).format();
}

/** When something happened; the devices of the shop floor bring the picker that people know. */
export function MomentInput(props: TextInputProps): ReactElement {
  return <TextInput type="datetime-local" step={1} required {...props} />;
}
