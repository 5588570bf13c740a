import { Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ACCESS } from '../../common/index.js';

/** Refuses to start while an operation has no rule of access, so that none can be forgotten. */
@Injectable()
export class AccessCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** @throws Error naming every operation without a rule */
  onModuleInit(): void {
    const open = this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      return this.scanner
        .getAllMethodNames(prototype)
        .filter((name) => isOperation(prototype[name]) && !hasRule(prototype[name]))
        .map((name) => `${metatype?.name ?? 'a controller'}.${name}`);
    });
    if (open.length > 0) throw new Error(`These operations do not say who may call them: ${open.join(', ')}.`);
  }
}

function isOperation(handler: object | undefined): boolean {
  return handler !== undefined && RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] !== undefined;
}

function hasRule(handler: object | undefined): boolean {
  return handler !== undefined && Reflect.getMetadata(ACCESS, handler) !== undefined;
}
