// Made by `npm run generate`: do not edit.

export interface paths {
    "/api/about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this hub is, whether strangers may make themselves an account, and where git reaches it over SSH */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            version: string;
                            /** @description where clients reach it */
                            url: string;
                            /** @enum {string} */
                            signUp: "open" | "closed";
                            ssh: {
                                host: string;
                                port: number;
                            } | null;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the hub and what it stands on are doing; for administrators */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            version: string;
                            node: string;
                            /** @description ISO 8601, UTC */
                            startedAt: string;
                            memory: {
                                residentBytes: number;
                                heapBytes: number;
                            };
                            database: {
                                version: string;
                                sizeBytes: number;
                                /** @description how long a small question took */
                                milliseconds: number;
                                connections: {
                                    total: number;
                                    idle: number;
                                    waiting: number;
                                    most: number;
                                };
                            };
                            disk: {
                                freeBytes: number;
                                totalBytes: number;
                            };
                            git: {
                                version: string;
                                isEnough: boolean;
                            } | null;
                            tasks: {
                                running: number;
                                waiting: number;
                                scheduled: number;
                                retrying: number;
                                failed: number;
                                /** @description how long the task that is due longest has waited */
                                lagSeconds: number;
                            };
                            /** @description work that is done by the clock */
                            rounds: {
                                name: string;
                                lastAt: string | null;
                            }[];
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/repos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every repository; for administrators */
        get: {
            parameters: {
                query?: {
                    search?: string;
                    type?: "model" | "dataset" | "space" | "code";
                    visibility?: "public" | "private";
                    sort?: "newest" | "largest";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description namespace/name */
                            id: string;
                            /** @enum {string} */
                            type: "model" | "dataset" | "space" | "code";
                            private: boolean;
                            /** @description of the files on the default branch */
                            sizeBytes: number;
                            /** @description of the large files it links to, in all its history */
                            usedBytes: number;
                            downloads: number;
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                            /** @description ISO 8601, UTC */
                            lastModified: string;
                        }[];
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/storage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is stored, whose it is and how much room is left; for administrators */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            objects: number;
                            /** @description each object counted once */
                            objectBytes: number;
                            /** @description what the blob store holds; the rest is made of chunks that it holds */
                            storedBytes: number;
                            /** @description each object counted in each repository that has it */
                            linkedBytes: number;
                            /** @description ISO 8601, UTC */
                            countedAt: string;
                            disk: {
                                freeBytes: number;
                                totalBytes: number;
                            };
                            namespaces: {
                                name: string;
                                /** @enum {string} */
                                kind: "user" | "org";
                                repos: number;
                                sizeBytes: number;
                            }[];
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Background work that waits, runs or failed; for administrators */
        get: {
            parameters: {
                query?: {
                    state?: "running" | "waiting" | "scheduled" | "retrying" | "failed";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            counts: {
                                running: number;
                                waiting: number;
                                scheduled: number;
                                retrying: number;
                                failed: number;
                                /** @description how long the task that is due longest has waited */
                                lagSeconds: number;
                            };
                            tasks: {
                                id: number;
                                name: string;
                                /** @enum {string} */
                                state: "running" | "waiting" | "scheduled" | "retrying" | "failed";
                                attempts: number;
                                maxAttempts: number;
                                /** @description ISO 8601, UTC */
                                createdAt: string;
                                /** @description ISO 8601, UTC */
                                runAt: string;
                                startedAt: string | null;
                                error: string | null;
                            }[];
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget a failed task; for administrators */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/tasks/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a failed task again at once; for administrators */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody with an account; for administrators */
        get: {
            parameters: {
                query?: {
                    search?: string;
                    only?: "admins" | "disabled";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            fullname: string;
                            email: string | null;
                            isAdmin: boolean;
                            /** @description since when the person is kept out */
                            disabledAt: string | null;
                            /** @description has a one-time password that was not used yet */
                            mustChangePassword: boolean;
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                            lastSeenAt: string | null;
                        }[];
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Create an account with a one-time password; for administrators */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        email?: string | null;
                        fullName?: string;
                        isAdmin?: boolean;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            /** @description shown once; good for one login, which chooses another */
                            password: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete an account that owns no repositories; for administrators */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Make somebody an administrator, keep somebody out, or take that back; for administrators */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        fullName?: string;
                        email?: string | null;
                        isAdmin?: boolean;
                        disabled?: boolean;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/admin/users/{name}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give somebody a one-time password and end their sessions; for administrators */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            /** @description shown once; good for one login, which chooses another */
                            password: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List code: search, filter, sort */
        get: {
            parameters: {
                query?: {
                    search?: string[];
                    author?: string;
                    filter?: string[];
                    pipeline_tag?: string;
                    apps?: string[];
                    gated?: string;
                    inference?: string;
                    inference_provider?: string[];
                    num_parameters?: string;
                    linked?: string;
                    models?: string[];
                    datasets?: string[];
                    sdk?: string[];
                    sort?: string;
                    direction?: string;
                    limit?: number;
                    full?: string;
                    config?: string;
                    cardData?: string;
                    expand?: string[];
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": ({
                            _id: string;
                            id: string;
                            author?: string;
                            sha?: string | null;
                            createdAt?: string;
                            lastModified?: string;
                            private?: boolean;
                            gated?: boolean;
                            disabled?: boolean;
                            likes?: number;
                            downloads?: number;
                            downloadsAllTime?: number;
                            trendingScore?: number;
                            tags?: string[];
                            pipeline_tag?: string;
                            library_name?: string;
                            sdk?: string;
                            description?: string;
                            cardData?: {
                                [key: string]: unknown;
                            };
                            config?: {
                                [key: string]: unknown;
                            };
                            siblings?: ({
                                rfilename: string;
                            } & {
                                [key: string]: unknown;
                            })[];
                            safetensors?: {
                                parameters: {
                                    [key: string]: number;
                                };
                                total: number;
                            };
                            gguf?: {
                                total: number;
                                architecture?: string;
                            } & {
                                [key: string]: unknown;
                            };
                            baseModels?: {
                                relation: string;
                                models: {
                                    id: string;
                                }[];
                            };
                            transformersInfo?: {
                                auto_model?: string;
                            } & {
                                [key: string]: unknown;
                            };
                            mainSize?: number;
                            usedStorage?: number;
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/code/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a list of code can be narrowed by: tags in use under its filters, most used first */
        get: {
            parameters: {
                query?: {
                    search?: string[];
                    author?: string;
                    filter?: string[];
                    pipeline_tag?: string;
                    apps?: string[];
                    num_parameters?: string;
                    models?: string[];
                    datasets?: string[];
                    sdk?: string[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            facets: {
                                /** @enum {string} */
                                name: "task" | "library" | "sdk" | "modality" | "format" | "size" | "language" | "license" | "base_model" | "other";
                                values: {
                                    /** @description the tag */
                                    id: string;
                                    label: string;
                                    count: number;
                                }[];
                            }[];
                            /** @description public repositories that match */
                            repos: number;
                            /** @description whether the numbers come from a sample */
                            isEstimate: boolean;
                            /** @description whether there are more than were counted */
                            isLeast: boolean;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List datasets: search, filter, sort */
        get: {
            parameters: {
                query?: {
                    search?: string[];
                    author?: string;
                    filter?: string[];
                    pipeline_tag?: string;
                    apps?: string[];
                    gated?: string;
                    inference?: string;
                    inference_provider?: string[];
                    num_parameters?: string;
                    linked?: string;
                    models?: string[];
                    datasets?: string[];
                    sdk?: string[];
                    sort?: string;
                    direction?: string;
                    limit?: number;
                    full?: string;
                    config?: string;
                    cardData?: string;
                    expand?: string[];
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": ({
                            _id: string;
                            id: string;
                            author?: string;
                            sha?: string | null;
                            createdAt?: string;
                            lastModified?: string;
                            private?: boolean;
                            gated?: boolean;
                            disabled?: boolean;
                            likes?: number;
                            downloads?: number;
                            downloadsAllTime?: number;
                            trendingScore?: number;
                            tags?: string[];
                            pipeline_tag?: string;
                            library_name?: string;
                            sdk?: string;
                            description?: string;
                            cardData?: {
                                [key: string]: unknown;
                            };
                            config?: {
                                [key: string]: unknown;
                            };
                            siblings?: ({
                                rfilename: string;
                            } & {
                                [key: string]: unknown;
                            })[];
                            safetensors?: {
                                parameters: {
                                    [key: string]: number;
                                };
                                total: number;
                            };
                            gguf?: {
                                total: number;
                                architecture?: string;
                            } & {
                                [key: string]: unknown;
                            };
                            baseModels?: {
                                relation: string;
                                models: {
                                    id: string;
                                }[];
                            };
                            transformersInfo?: {
                                auto_model?: string;
                            } & {
                                [key: string]: unknown;
                            };
                            mainSize?: number;
                            usedStorage?: number;
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets-server/cell": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes in one cell, such as a picture */
        get: {
            parameters: {
                query: {
                    dataset: string;
                    revision?: string;
                    config?: string;
                    split?: string;
                    row: number;
                    column: string[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets-server/croissant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A dataset, its files and their columns as Croissant, in JSON-LD */
        get: {
            parameters: {
                query: {
                    dataset: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            "@context": {
                                [key: string]: unknown;
                            };
                            /** @constant */
                            "@type": "sc:Dataset";
                            conformsTo: string;
                            name: string;
                            alternateName: string[];
                            description: string;
                            url: string;
                            license?: string;
                            creator: {
                                [key: string]: unknown;
                            };
                            datePublished: string;
                            version: string;
                            keywords: string[];
                            distribution: {
                                [key: string]: unknown;
                            }[];
                            recordSet: {
                                [key: string]: unknown;
                            }[];
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets-server/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows that a condition leaves */
        get: {
            parameters: {
                query: {
                    dataset: string;
                    revision?: string;
                    config?: string;
                    split?: string;
                    offset?: number;
                    length?: number;
                    where?: string;
                    orderby?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            features: {
                                feature_idx: number;
                                name: string;
                                type: {
                                    [key: string]: unknown;
                                };
                            }[];
                            rows: {
                                row_idx: number;
                                row: {
                                    [key: string]: unknown;
                                };
                                truncated_cells: string[];
                            }[];
                            num_rows_total: number;
                            num_rows_per_page: number;
                            partial: boolean;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets-server/first-rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The first rows of a split */
        get: {
            parameters: {
                query: {
                    dataset: string;
                    revision?: string;
                    config?: string;
                    split?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            features: {
                                feature_idx: number;
                                name: string;
                                type: {
                                    [key: string]: unknown;
                                };
                            }[];
                            rows: {
                                row_idx: number;
                                row: {
                                    [key: string]: unknown;
                                };
                                truncated_cells: string[];
                            }[];
                            dataset: string;
                            config: string;
                            split: string;
                            truncated: boolean;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets-server/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Features and splits of a dataset, or of one configuration */
        get: {
            parameters: {
                query: {
                    dataset: string;
                    revision?: string;
                    config?: string;
                    split?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            dataset_info: {
                                config_name: string;
                                dataset_name: string;
                                features: {
                                    [key: string]: {
                                        [key: string]: unknown;
                                    };
                                };
                                splits: {
                                    [key: string]: {
                                        name: string;
                                        num_bytes: number;
                                        num_examples: number;
                                        dataset_name: string;
                                    };
                                };
                                download_size: number;
                                dataset_size: number;
                            } | {
                                [key: string]: {
                                    config_name: string;
                                    dataset_name: string;
                                    features: {
                                        [key: string]: {
                                            [key: string]: unknown;
                                        };
                                    };
                                    splits: {
                                        [key: string]: {
                                            name: string;
                                            num_bytes: number;
                                            num_examples: number;
                                            dataset_name: string;
                                        };
                                    };
                                    download_size: number;
                                    dataset_size: number;
                                };
                            };
                            pending: Record<string, never>[];
                            failed: {
                                dataset: string;
                                config: string;
                                split: string;
                            }[];
                            partial: boolean;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets-server/is-valid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a dataset can be looked at */
        get: {
            parameters: {
                query: {
                    dataset: string;
                    revision?: string;
                    config?: string;
                    split?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            preview: boolean;
                            viewer: boolean;
                            search: boolean;
                            filter: boolean;
                            statistics: boolean;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets-server/parquet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The Parquet files of a dataset */
        get: {
            parameters: {
                query: {
                    dataset: string;
                    revision?: string;
                    config?: string;
                    split?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            parquet_files: {
                                dataset: string;
                                config: string;
                                split: string;
                                url: string;
                                filename: string;
                                size: number;
                            }[];
                            pending: Record<string, never>[];
                            failed: {
                                dataset: string;
                                config: string;
                                split: string;
                            }[];
                            partial: boolean;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets-server/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows of a split */
        get: {
            parameters: {
                query: {
                    dataset: string;
                    revision?: string;
                    config?: string;
                    split?: string;
                    offset?: number;
                    length?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            features: {
                                feature_idx: number;
                                name: string;
                                type: {
                                    [key: string]: unknown;
                                };
                            }[];
                            rows: {
                                row_idx: number;
                                row: {
                                    [key: string]: unknown;
                                };
                                truncated_cells: string[];
                            }[];
                            num_rows_total: number;
                            num_rows_per_page: number;
                            partial: boolean;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets-server/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows that hold words */
        get: {
            parameters: {
                query: {
                    dataset: string;
                    revision?: string;
                    config?: string;
                    split?: string;
                    offset?: number;
                    length?: number;
                    query: string;
                    where?: string;
                    orderby?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            features: {
                                feature_idx: number;
                                name: string;
                                type: {
                                    [key: string]: unknown;
                                };
                            }[];
                            rows: {
                                row_idx: number;
                                row: {
                                    [key: string]: unknown;
                                };
                                truncated_cells: string[];
                            }[];
                            num_rows_total: number;
                            num_rows_per_page: number;
                            partial: boolean;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets-server/size": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows and bytes of a dataset, its configurations and splits */
        get: {
            parameters: {
                query: {
                    dataset: string;
                    revision?: string;
                    config?: string;
                    split?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            size: {
                                dataset: {
                                    dataset: string;
                                    num_bytes_memory: number;
                                    num_bytes_original_files: number;
                                    num_bytes_parquet_files: number;
                                    num_rows: number;
                                };
                                configs: {
                                    dataset: string;
                                    config: string;
                                    num_bytes_memory: number;
                                    num_columns: number;
                                    num_bytes_original_files: number;
                                    num_bytes_parquet_files: number;
                                    num_rows: number;
                                }[];
                                splits: {
                                    dataset: string;
                                    config: string;
                                    split: string;
                                    num_columns: number;
                                    num_rows: number;
                                    num_bytes_parquet_files: number;
                                    num_bytes_memory: number;
                                }[];
                            };
                            pending: Record<string, never>[];
                            failed: {
                                dataset: string;
                                config: string;
                                split: string;
                            }[];
                            partial: boolean;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets-server/splits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Configurations and splits */
        get: {
            parameters: {
                query: {
                    dataset: string;
                    revision?: string;
                    config?: string;
                    split?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            splits: {
                                dataset: string;
                                config: string;
                                split: string;
                            }[];
                            pending: Record<string, never>[];
                            failed: {
                                dataset: string;
                                config: string;
                                split: string;
                            }[];
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets-server/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the values of each column are like */
        get: {
            parameters: {
                query: {
                    dataset: string;
                    revision?: string;
                    config?: string;
                    split?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            num_examples: number;
                            statistics: {
                                column_name: string;
                                column_type: string;
                                column_statistics: {
                                    nan_count: number;
                                    nan_proportion: number;
                                    min?: number | string | boolean | null;
                                    max?: number | string | boolean | null;
                                    mean?: number | string | boolean | null;
                                    median?: number | string | boolean | null;
                                    std?: number | null;
                                    histogram?: {
                                        hist: number[];
                                        bin_edges: (number | string | boolean | null)[];
                                    } | null;
                                    n_unique?: number;
                                    frequencies?: {
                                        [key: string]: number;
                                    };
                                };
                            }[];
                            partial: boolean;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets-tags-by-type": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tags of datasets, by what they speak of */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: {
                                id: string;
                                label: string;
                                type: string;
                                count: number;
                            }[];
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a list of datasets can be narrowed by: tags in use under its filters, most used first */
        get: {
            parameters: {
                query?: {
                    search?: string[];
                    author?: string;
                    filter?: string[];
                    pipeline_tag?: string;
                    apps?: string[];
                    num_parameters?: string;
                    models?: string[];
                    datasets?: string[];
                    sdk?: string[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            facets: {
                                /** @enum {string} */
                                name: "task" | "library" | "sdk" | "modality" | "format" | "size" | "language" | "license" | "base_model" | "other";
                                values: {
                                    /** @description the tag */
                                    id: string;
                                    label: string;
                                    count: number;
                                }[];
                            }[];
                            /** @description public repositories that match */
                            repos: number;
                            /** @description whether the numbers come from a sample */
                            isEstimate: boolean;
                            /** @description whether there are more than were counted */
                            isLeast: boolean;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets/{namespace}/{name}/croissant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A dataset, its files and their columns as Croissant, in JSON-LD */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            "@context": {
                                [key: string]: unknown;
                            };
                            /** @constant */
                            "@type": "sc:Dataset";
                            conformsTo: string;
                            name: string;
                            alternateName: string[];
                            description: string;
                            url: string;
                            license?: string;
                            creator: {
                                [key: string]: unknown;
                            };
                            datePublished: string;
                            version: string;
                            keywords: string[];
                            distribution: {
                                [key: string]: unknown;
                            }[];
                            recordSet: {
                                [key: string]: unknown;
                            }[];
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets/{namespace}/{name}/parquet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Addresses of Parquet files; one of them by its number redirects there */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets/{namespace}/{name}/parquet/{config}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Addresses of Parquet files; one of them by its number redirects there */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                    config: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets/{namespace}/{name}/parquet/{config}/{split}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Addresses of Parquet files; one of them by its number redirects there */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                    config: string;
                    split: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets/{namespace}/{name}/parquet/{config}/{split}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Addresses of Parquet files; one of them by its number redirects there */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                    config: string;
                    split: string;
                    file: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets/{namespace}/{name}/sql": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One SELECT over the splits of a configuration, which are called by their names */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        query: string;
                        revision?: string;
                        config?: string;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            features: {
                                feature_idx: number;
                                name: string;
                                type: {
                                    [key: string]: unknown;
                                };
                            }[];
                            rows: unknown[][];
                            truncated: boolean;
                            partial: boolean;
                            milliseconds: number;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets/{namespace}/{name}/viewer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Configurations and splits of a dataset, and what they are made of */
        get: {
            parameters: {
                query?: {
                    revision?: string;
                };
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            configs: {
                                name: string;
                                default: boolean;
                                splits: {
                                    name: string;
                                    format: string;
                                    files: number;
                                    bytes: number;
                                    rows: number | null;
                                }[];
                            }[];
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log in with a password; a one-time password needs a "newPassword" beside it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        password: string;
                        newPassword?: string;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            _id: string;
                            /** @constant */
                            type: "user";
                            user: string;
                            name: string;
                            fullname: string;
                            avatarUrl: string;
                            isPro: boolean;
                            isFollowing: boolean;
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List models: search, filter, sort */
        get: {
            parameters: {
                query?: {
                    search?: string[];
                    author?: string;
                    filter?: string[];
                    pipeline_tag?: string;
                    apps?: string[];
                    gated?: string;
                    inference?: string;
                    inference_provider?: string[];
                    num_parameters?: string;
                    linked?: string;
                    models?: string[];
                    datasets?: string[];
                    sdk?: string[];
                    sort?: string;
                    direction?: string;
                    limit?: number;
                    full?: string;
                    config?: string;
                    cardData?: string;
                    expand?: string[];
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": ({
                            _id: string;
                            id: string;
                            author?: string;
                            sha?: string | null;
                            createdAt?: string;
                            lastModified?: string;
                            private?: boolean;
                            gated?: boolean;
                            disabled?: boolean;
                            likes?: number;
                            downloads?: number;
                            downloadsAllTime?: number;
                            trendingScore?: number;
                            tags?: string[];
                            pipeline_tag?: string;
                            library_name?: string;
                            sdk?: string;
                            description?: string;
                            cardData?: {
                                [key: string]: unknown;
                            };
                            config?: {
                                [key: string]: unknown;
                            };
                            siblings?: ({
                                rfilename: string;
                            } & {
                                [key: string]: unknown;
                            })[];
                            safetensors?: {
                                parameters: {
                                    [key: string]: number;
                                };
                                total: number;
                            };
                            gguf?: {
                                total: number;
                                architecture?: string;
                            } & {
                                [key: string]: unknown;
                            };
                            baseModels?: {
                                relation: string;
                                models: {
                                    id: string;
                                }[];
                            };
                            transformersInfo?: {
                                auto_model?: string;
                            } & {
                                [key: string]: unknown;
                            };
                            mainSize?: number;
                            usedStorage?: number;
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models-tags-by-type": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tags of models, by what they speak of */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: {
                                id: string;
                                label: string;
                                type: string;
                                count: number;
                            }[];
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a list of models can be narrowed by: tags in use under its filters, most used first */
        get: {
            parameters: {
                query?: {
                    search?: string[];
                    author?: string;
                    filter?: string[];
                    pipeline_tag?: string;
                    apps?: string[];
                    num_parameters?: string;
                    models?: string[];
                    datasets?: string[];
                    sdk?: string[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            facets: {
                                /** @enum {string} */
                                name: "task" | "library" | "sdk" | "modality" | "format" | "size" | "language" | "license" | "base_model" | "other";
                                values: {
                                    /** @description the tag */
                                    id: string;
                                    label: string;
                                    count: number;
                                }[];
                            }[];
                            /** @description public repositories that match */
                            repos: number;
                            /** @description whether the numbers come from a sample */
                            isEstimate: boolean;
                            /** @description whether there are more than were counted */
                            isLeast: boolean;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create an organization and become its administrator */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        fullName?: string;
                        email?: string | null;
                        /** @enum {string} */
                        defaultVisibility?: "public" | "private";
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            _id: string;
                            /** @constant */
                            type: "org";
                            name: string;
                            fullname: string;
                            avatarUrl: string;
                            isVerified: boolean;
                            isFollowing: boolean;
                            plan: string;
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete an organization that owns no repositories */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change an organization */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        fullName?: string;
                        email?: string | null;
                        details?: string;
                        homepage?: "" | string;
                        /** @enum {string} */
                        defaultVisibility?: "public" | "private";
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            _id: string;
                            /** @constant */
                            type: "org";
                            name: string;
                            fullname: string;
                            avatarUrl: string;
                            isVerified: boolean;
                            isFollowing: boolean;
                            plan: string;
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/organizations/{name}/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/*": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        /** Upload the picture of an organization: the bytes of a PNG, JPEG or WebP file */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        post?: never;
        /** Go back to the picture that the hub draws */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{name}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The members of an organization */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            _id: string;
                            /** @constant */
                            type: "user";
                            user: string;
                            name: string;
                            fullname: string;
                            avatarUrl: string;
                            isPro: boolean;
                            isFollowing: boolean;
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                            /** @enum {string} */
                            role: "read" | "contributor" | "write" | "admin";
                        }[];
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{name}/members/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a member, or leave */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                    user: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{name}/members/{user}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take somebody in, or give a member another role */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                    user: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        role: "read" | "contributor" | "write" | "admin";
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            user: string;
                            role: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{name}/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An organization, as everybody may see it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            _id: string;
                            /** @constant */
                            type: "org";
                            name: string;
                            fullname: string;
                            avatarUrl: string;
                            isVerified: boolean;
                            isFollowing: boolean;
                            plan: string;
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                            numModels: number;
                            numDatasets: number;
                            numSpaces: number;
                            numCode: number;
                            details: string;
                            homepage: string;
                            numUsers: number;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{name}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An organization with what only its administrators see */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            fullname: string;
                            email: string | null;
                            details: string;
                            homepage: string;
                            avatarUrl: string;
                            /** @description a picture was uploaded, not drawn by the hub */
                            hasAvatar: boolean;
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                            /** @enum {string} */
                            defaultVisibility: "public" | "private";
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quicksearch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Repositories, people and organizations by their names, while somebody types */
        get: {
            parameters: {
                query?: {
                    q?: string;
                    type?: string[];
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            models: {
                                _id: string;
                                id: string;
                                private: boolean;
                                pipeline_tag?: string;
                            }[];
                            modelsCount: number;
                            datasets: {
                                _id: string;
                                id: string;
                                private: boolean;
                            }[];
                            datasetsCount: number;
                            spaces: {
                                _id: string;
                                id: string;
                                private: boolean;
                            }[];
                            spacesCount: number;
                            code: {
                                _id: string;
                                id: string;
                                private: boolean;
                            }[];
                            codeCount: number;
                            users: {
                                _id: string;
                                /** @constant */
                                type: "user";
                                user: string;
                                avatarUrl: string;
                                fullname: string;
                            }[];
                            usersCount: number;
                            orgs: {
                                _id: string;
                                /** @constant */
                                type: "org";
                                name: string;
                                avatarUrl: string;
                                fullname: string;
                            }[];
                            orgsCount: number;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/render/markdown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A draft of a card as safe HTML, for its author */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        text: string;
                        /**
                         * @default en
                         * @enum {string}
                         */
                        locale?: "en" | "zh";
                        repo?: {
                            /** @enum {string} */
                            type: "model" | "dataset" | "space" | "code";
                            id: string;
                            /** @default main */
                            revision?: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @constant */
                            kind: "markdown";
                            html: string;
                            toc: {
                                id: string;
                                level: number;
                                text: string;
                            }[];
                        } | {
                            /** @constant */
                            kind: "code";
                            language: string | null;
                            lines: string[];
                        } | {
                            /** @constant */
                            kind: "notebook";
                            language: string | null;
                            cells: ({
                                /** @constant */
                                kind: "markdown";
                                html: string;
                            } | {
                                /** @constant */
                                kind: "code";
                                html: string;
                                executionCount: number | null;
                                outputs: ({
                                    /** @constant */
                                    kind: "text";
                                    html: string;
                                    isError: boolean;
                                } | {
                                    /** @constant */
                                    kind: "html";
                                    html: string;
                                } | {
                                    /** @constant */
                                    kind: "image";
                                    src: string;
                                    alt: string;
                                } | {
                                    /** @constant */
                                    kind: "left-out";
                                    sizeBytes: number;
                                })[];
                            } | {
                                /** @constant */
                                kind: "raw";
                                text: string;
                            })[];
                            toc: {
                                id: string;
                                level: number;
                                text: string;
                            }[];
                        } | {
                            /** @constant */
                            kind: "binary";
                        } | {
                            /** @constant */
                            kind: "too-large";
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/repos/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a repository */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        organization?: string | null;
                        type?: ("model" | "dataset" | "space" | "code") | null;
                        visibility?: ("public" | "private" | "protected") | null;
                        private?: boolean | null;
                        sdk?: string | null;
                        license?: string | null;
                        files?: {
                            path: string;
                            content: string;
                            /**
                             * @default base64
                             * @enum {string}
                             */
                            encoding?: "base64" | "utf-8";
                        }[] | null;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            url: string;
                            name: string;
                            id: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/repos/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a repository */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        organization?: string | null;
                        type?: ("model" | "dataset" | "space" | "code") | null;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/repos/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rename a repository or move it to another namespace */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        fromRepo: string;
                        toRepo: string;
                        type?: ("model" | "dataset" | "space" | "code") | null;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Upload one’s picture: the bytes of a PNG, JPEG or WebP file */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        post?: never;
        /** Go back to the picture that the hub draws */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose another password; all other sessions end */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        currentPassword: string;
                        newPassword: string;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one told of oneself, with what others do not see */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            fullname: string;
                            email: string | null;
                            details: string;
                            homepage: string;
                            avatarUrl: string;
                            /** @description a picture was uploaded, not drawn by the hub */
                            hasAvatar: boolean;
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change what one tells of oneself */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        fullName?: string;
                        email?: string | null;
                        details?: string;
                        homepage?: "" | string;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/settings/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one is logged in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            userAgent: string;
                            /** @description where the person signed in from */
                            address: string | null;
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                            /** @description ISO 8601, UTC */
                            lastUsedAt: string;
                            /** @description ISO 8601, UTC */
                            expiresAt: string;
                            isCurrent: boolean;
                        }[];
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Log out somewhere else */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/ssh-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One’s SSH keys */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            title: string;
                            type: string;
                            publicKey: string;
                            fingerprint: string;
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                        }[];
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Add an SSH key */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        title?: string;
                        publicKey: string;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            title: string;
                            type: string;
                            publicKey: string;
                            fingerprint: string;
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/ssh-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove an SSH key */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One’s access tokens, without their secrets */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            displayName: string;
                            role: string;
                            scopes: {
                                entity: {
                                    /** @enum {string} */
                                    type: "user" | "org" | "model" | "dataset" | "space" | "code";
                                    name: string;
                                };
                                permissions: ("repo.content.read" | "repo.write" | "repo.admin" | "namespace.write" | "discussion.write")[];
                            }[];
                            lastFour: string;
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                            expiresAt: string | null;
                            lastUsedAt: string | null;
                        }[];
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Create an access token */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        displayName: string;
                        /** @enum {string} */
                        role: "read" | "write" | "fineGrained";
                        scopes?: {
                            entity: {
                                /** @enum {string} */
                                type: "user" | "org" | "model" | "dataset" | "space" | "code";
                                name: string;
                            };
                            permissions: ("repo.content.read" | "repo.write" | "repo.admin" | "namespace.write" | "discussion.write")[];
                        }[];
                        expiresAt?: unknown | null;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            displayName: string;
                            role: string;
                            scopes: {
                                entity: {
                                    /** @enum {string} */
                                    type: "user" | "org" | "model" | "dataset" | "space" | "code";
                                    name: string;
                                };
                                permissions: ("repo.content.read" | "repo.write" | "repo.admin" | "namespace.write" | "discussion.write")[];
                            }[];
                            lastFour: string;
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                            expiresAt: string | null;
                            lastUsedAt: string | null;
                            /** @description shown once */
                            secret: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an access token */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/tokens/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give an access token another secret; the old one is dead at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            displayName: string;
                            role: string;
                            scopes: {
                                entity: {
                                    /** @enum {string} */
                                    type: "user" | "org" | "model" | "dataset" | "space" | "code";
                                    name: string;
                                };
                                permissions: ("repo.content.read" | "repo.write" | "repo.admin" | "namespace.write" | "discussion.write")[];
                            }[];
                            lastFour: string;
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                            expiresAt: string | null;
                            lastUsedAt: string | null;
                            /** @description shown once */
                            secret: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/signing-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The key that signs commits made over HTTP, as a line for gpg.ssh.allowedSignersFile of git */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            allowedSigner: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/signup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make oneself an account, where the hub is open to that */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        password: string;
                        email?: string | null;
                        fullName?: string;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            _id: string;
                            /** @constant */
                            type: "user";
                            user: string;
                            name: string;
                            fullname: string;
                            avatarUrl: string;
                            isPro: boolean;
                            isFollowing: boolean;
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sitemap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Into how many parts the map of everything public is cut */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            repos: number;
                            names: number;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sitemap/names/{part}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Names of people and organizations, one part of them */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    part: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": string[];
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sitemap/repos/{part}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Public repositories, one part of them */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    part: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            type: "model" | "dataset" | "space" | "code";
                            id: string;
                            lastModified: string;
                        }[];
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/spaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List spaces: search, filter, sort */
        get: {
            parameters: {
                query?: {
                    search?: string[];
                    author?: string;
                    filter?: string[];
                    pipeline_tag?: string;
                    apps?: string[];
                    gated?: string;
                    inference?: string;
                    inference_provider?: string[];
                    num_parameters?: string;
                    linked?: string;
                    models?: string[];
                    datasets?: string[];
                    sdk?: string[];
                    sort?: string;
                    direction?: string;
                    limit?: number;
                    full?: string;
                    config?: string;
                    cardData?: string;
                    expand?: string[];
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": ({
                            _id: string;
                            id: string;
                            author?: string;
                            sha?: string | null;
                            createdAt?: string;
                            lastModified?: string;
                            private?: boolean;
                            gated?: boolean;
                            disabled?: boolean;
                            likes?: number;
                            downloads?: number;
                            downloadsAllTime?: number;
                            trendingScore?: number;
                            tags?: string[];
                            pipeline_tag?: string;
                            library_name?: string;
                            sdk?: string;
                            description?: string;
                            cardData?: {
                                [key: string]: unknown;
                            };
                            config?: {
                                [key: string]: unknown;
                            };
                            siblings?: ({
                                rfilename: string;
                            } & {
                                [key: string]: unknown;
                            })[];
                            safetensors?: {
                                parameters: {
                                    [key: string]: number;
                                };
                                total: number;
                            };
                            gguf?: {
                                total: number;
                                architecture?: string;
                            } & {
                                [key: string]: unknown;
                            };
                            baseModels?: {
                                relation: string;
                                models: {
                                    id: string;
                                }[];
                            };
                            transformersInfo?: {
                                auto_model?: string;
                            } & {
                                [key: string]: unknown;
                            };
                            mainSize?: number;
                            usedStorage?: number;
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/spaces/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a list of spaces can be narrowed by: tags in use under its filters, most used first */
        get: {
            parameters: {
                query?: {
                    search?: string[];
                    author?: string;
                    filter?: string[];
                    pipeline_tag?: string;
                    apps?: string[];
                    num_parameters?: string;
                    models?: string[];
                    datasets?: string[];
                    sdk?: string[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            facets: {
                                /** @enum {string} */
                                name: "task" | "library" | "sdk" | "modality" | "format" | "size" | "language" | "license" | "base_model" | "other";
                                values: {
                                    /** @description the tag */
                                    id: string;
                                    label: string;
                                    count: number;
                                }[];
                            }[];
                            /** @description public repositories that match */
                            repos: number;
                            /** @description whether the numbers come from a sample */
                            isEstimate: boolean;
                            /** @description whether there are more than were counted */
                            isLeast: boolean;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/spaces/{namespace}/{name}/runtime": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a Space runs: this hub keeps its files only */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            stage: string;
                            hardware: {
                                current: null;
                                requested: null;
                            };
                            gcTimeout: null;
                            replicas: {
                                current: number;
                                requested: number;
                            };
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{name}/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/*": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{name}/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A person, as everybody may see them */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            _id: string;
                            /** @constant */
                            type: "user";
                            user: string;
                            name: string;
                            fullname: string;
                            avatarUrl: string;
                            isPro: boolean;
                            isFollowing: boolean;
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                            numModels: number;
                            numDatasets: number;
                            numSpaces: number;
                            numCode: number;
                            details: string;
                            homepage: string;
                            orgs: {
                                id: string;
                                name: string;
                                fullname: string;
                                avatarUrl: string;
                            }[];
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/validate-yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check the metadata of a card before it is committed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        content: string;
                        repoType?: ("model" | "dataset" | "space" | "code") | null;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            errors: {
                                message: string;
                            }[];
                            warnings: {
                                message: string;
                            }[];
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whoami-v2": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who the credential of this request stands for */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @constant */
                            type: "user";
                            id: string;
                            name: string;
                            fullname: string;
                            email: string | null;
                            emailVerified: boolean;
                            isPro: boolean;
                            canPay: boolean;
                            billingMode: string;
                            periodEnd: number | null;
                            avatarUrl: string;
                            isAdmin: boolean;
                            orgs: {
                                /** @constant */
                                type: "org";
                                id: string;
                                name: string;
                                fullname: string;
                                email: string | null;
                                canPay: boolean;
                                periodEnd: number | null;
                                avatarUrl: string;
                                /** @enum {string} */
                                roleInOrg: "read" | "contributor" | "write" | "admin";
                                isEnterprise: boolean;
                                plan: string;
                            }[];
                            auth: {
                                /** @enum {string} */
                                type: "access_token" | "session";
                                accessToken?: {
                                    displayName: string;
                                    role: string;
                                    /** @description ISO 8601, UTC */
                                    createdAt: string;
                                    /** @description ISO 8601, UTC */
                                    expiration?: string;
                                    fineGrained?: unknown;
                                };
                                /** @description ISO 8601, UTC */
                                expiresAt?: string;
                            };
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything known about a repository */
        get: {
            parameters: {
                query?: {
                    expand?: string[];
                    blobs?: string;
                    securityStatus?: string;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            _id: string;
                            id: string;
                            author?: string;
                            sha?: string | null;
                            createdAt?: string;
                            lastModified?: string;
                            private?: boolean;
                            gated?: boolean;
                            disabled?: boolean;
                            likes?: number;
                            downloads?: number;
                            downloadsAllTime?: number;
                            trendingScore?: number;
                            tags?: string[];
                            pipeline_tag?: string;
                            library_name?: string;
                            sdk?: string;
                            description?: string;
                            cardData?: {
                                [key: string]: unknown;
                            };
                            config?: {
                                [key: string]: unknown;
                            };
                            siblings?: ({
                                rfilename: string;
                            } & {
                                [key: string]: unknown;
                            })[];
                            safetensors?: {
                                parameters: {
                                    [key: string]: number;
                                };
                                total: number;
                            };
                            gguf?: {
                                total: number;
                                architecture?: string;
                            } & {
                                [key: string]: unknown;
                            };
                            baseModels?: {
                                relation: string;
                                models: {
                                    id: string;
                                }[];
                            };
                            transformersInfo?: {
                                auto_model?: string;
                            } & {
                                [key: string]: unknown;
                            };
                            mainSize?: number;
                            usedStorage?: number;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/auth-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the caller may read a repository */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/auth-check/write": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the caller may write to a repository */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/branch/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a branch */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        startingPoint?: string;
                        emptyBranch?: boolean;
                        overwrite?: boolean;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        /** Delete a branch */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/cell/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes in one cell of such a file, such as a picture */
        get: {
            parameters: {
                query: {
                    row: number;
                    column: string[];
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/chat-template/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The chat template beside or inside weights, with what it makes of an example */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            commit: string;
                            source: string;
                            example: {
                                role: string;
                                content: string;
                            }[];
                            templates: {
                                name: string;
                                template: string;
                                rendered: string | null;
                                error: string | null;
                            }[];
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/commit/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A commit, and the files it changed since its first parent */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            title: string;
                            message: string;
                            authors: {
                                user: string;
                                avatar: string;
                            }[];
                            date: string;
                            signedBy: ("hub" | "somebody") | null;
                            formatted?: {
                                title: string;
                                message: string;
                            };
                            parents: string[];
                            base: string | null;
                            head: string;
                            summary: {
                                added: number;
                                modified: number;
                                deleted: number;
                                renamed: number;
                            };
                            truncated: boolean;
                            files: {
                                path: string;
                                /** @enum {string} */
                                status: "added" | "modified" | "deleted" | "renamed";
                                previousPath: string | null;
                                before: {
                                    oid: string;
                                    mode: string;
                                    size: number;
                                    lfs?: {
                                        oid: string;
                                        size: number;
                                    };
                                    xetHash?: string;
                                } | null;
                                after: {
                                    oid: string;
                                    mode: string;
                                    size: number;
                                    lfs?: {
                                        oid: string;
                                        size: number;
                                    };
                                    xetHash?: string;
                                } | null;
                            }[];
                            next: string | null;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/commit/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Commit to a branch: NDJSON lines, the header first */
        post: {
            parameters: {
                query?: {
                    create_pr?: string;
                    hot_reload?: string;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @constant */
                            success: true;
                            commitOid: string;
                            commitUrl: string;
                            hookOutput: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/commits/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List commits, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    p?: number;
                    cursor?: string;
                    expand?: string[];
                    path?: string;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            title: string;
                            message: string;
                            authors: {
                                user: string;
                                avatar: string;
                            }[];
                            date: string;
                            signedBy: ("hub" | "somebody") | null;
                            formatted?: {
                                title: string;
                                message: string;
                            };
                        }[];
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/compare/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How two revisions differ: `base..head`, or `base...head` since their histories parted */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            mergeBase: string | null;
                            commits: {
                                id: string;
                                title: string;
                                message: string;
                                authors: {
                                    user: string;
                                    avatar: string;
                                }[];
                                date: string;
                                signedBy: ("hub" | "somebody") | null;
                                formatted?: {
                                    title: string;
                                    message: string;
                                };
                            }[];
                            ahead: number;
                            base: string | null;
                            head: string;
                            summary: {
                                added: number;
                                modified: number;
                                deleted: number;
                                renamed: number;
                            };
                            truncated: boolean;
                            files: {
                                path: string;
                                /** @enum {string} */
                                status: "added" | "modified" | "deleted" | "renamed";
                                previousPath: string | null;
                                before: {
                                    oid: string;
                                    mode: string;
                                    size: number;
                                    lfs?: {
                                        oid: string;
                                        size: number;
                                    };
                                    xetHash?: string;
                                } | null;
                                after: {
                                    oid: string;
                                    mode: string;
                                    size: number;
                                    lfs?: {
                                        oid: string;
                                        size: number;
                                    };
                                    xetHash?: string;
                                } | null;
                            }[];
                            next: string | null;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/diff/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one file differs, line by line: `rest` is the newer revision */
        get: {
            parameters: {
                query: {
                    path: string;
                    base?: string;
                    basePath?: string;
                    context?: number;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            base: string | null;
                            head: string;
                            path: string;
                            before: {
                                oid: string;
                                mode: string;
                                size: number;
                                lfs?: {
                                    oid: string;
                                    size: number;
                                };
                                xetHash?: string;
                            } | null;
                            after: {
                                oid: string;
                                mode: string;
                                size: number;
                                lfs?: {
                                    oid: string;
                                    size: number;
                                };
                                xetHash?: string;
                            } | null;
                            /** @enum {string} */
                            state: "text" | "same" | "binary" | "too-large" | "too-different";
                            additions: number;
                            deletions: number;
                            truncated: boolean;
                            hunks: {
                                oldStart: number;
                                oldLines: number;
                                newStart: number;
                                newLines: number;
                                lines: {
                                    /** @enum {string} */
                                    kind: "context" | "added" | "removed";
                                    text: string;
                                    oldNumber: number | null;
                                    newNumber: number | null;
                                    /** @constant */
                                    noNewline?: true;
                                }[];
                            }[];
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/downloads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Downloads of a repository, day by day */
        get: {
            parameters: {
                query?: {
                    days?: number;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            days: {
                                /** @description YYYY-MM-DD, UTC */
                                day: string;
                                count: number;
                            }[];
                            total: number;
                            /**
                             * @description what one download is: one whole file of those that every use fetches once (config.json or its like, a .gguf file); any whole file; README.md. The same requester counts once per repository and hour.
                             * @enum {string}
                             */
                            counted: "query-files" | "any-file" | "readme";
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a repository with the content and history of this one */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        repository: string;
                        visibility?: ("public" | "private" | "protected") | null;
                        private?: boolean | null;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            url: string;
                            name: string;
                            id: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/lfs-files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the LFS objects that branches and tags show */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            fileOid: string;
                            filename: string;
                            oid: string;
                            pushedAt: string;
                            ref: string;
                            size: number;
                        }[];
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/paths-info/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look up paths at a revision; missing ones are left out */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        paths?: string[];
                        expand?: boolean | string;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            type: "file" | "directory";
                            path: string;
                            oid: string;
                            size: number;
                            lfs?: {
                                oid: string;
                                size: number;
                                pointerSize: number;
                            };
                            xetHash?: string;
                            lastCommit?: {
                                id: string;
                                title: string;
                                date: string;
                            };
                        }[];
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/preupload/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask how each file of an upload is to be sent */
        post: {
            parameters: {
                query?: {
                    create_pr?: string;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        files: {
                            path: string;
                            size: number;
                            /** @default  */
                            sample?: string;
                        }[];
                        gitAttributes?: string;
                        gitIgnore?: string;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            files: {
                                path: string;
                                /** @enum {string} */
                                uploadMode: "lfs" | "regular";
                                shouldIgnore: boolean;
                                oid?: string;
                            }[];
                            commitOid: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/refs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List branches, tags and other refs */
        get: {
            parameters: {
                query?: {
                    include_prs?: string;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            branches: {
                                name: string;
                                ref: string;
                                targetCommit: string;
                            }[];
                            converts: {
                                name: string;
                                ref: string;
                                targetCommit: string;
                            }[];
                            tags: {
                                name: string;
                                ref: string;
                                targetCommit: string;
                            }[];
                            pullRequests?: {
                                name: string;
                                ref: string;
                                targetCommit: string;
                            }[];
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/render/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file as safe HTML to read: `rest` is the revision and the path */
        get: {
            parameters: {
                query?: {
                    source?: string;
                    locale?: "en" | "zh";
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            path: string;
                            revision: string;
                            commit: string;
                            oid: string;
                            sizeBytes: number;
                            lfs: {
                                oid: string;
                                pointerSizeBytes: number;
                            } | null;
                            xetHash: string | null;
                            lastCommit: {
                                id: string;
                                title: string;
                                author: string;
                                date: string;
                            } | null;
                            view: {
                                /** @constant */
                                kind: "markdown";
                                html: string;
                                toc: {
                                    id: string;
                                    level: number;
                                    text: string;
                                }[];
                            } | {
                                /** @constant */
                                kind: "code";
                                language: string | null;
                                lines: string[];
                            } | {
                                /** @constant */
                                kind: "notebook";
                                language: string | null;
                                cells: ({
                                    /** @constant */
                                    kind: "markdown";
                                    html: string;
                                } | {
                                    /** @constant */
                                    kind: "code";
                                    html: string;
                                    executionCount: number | null;
                                    outputs: ({
                                        /** @constant */
                                        kind: "text";
                                        html: string;
                                        isError: boolean;
                                    } | {
                                        /** @constant */
                                        kind: "html";
                                        html: string;
                                    } | {
                                        /** @constant */
                                        kind: "image";
                                        src: string;
                                        alt: string;
                                    } | {
                                        /** @constant */
                                        kind: "left-out";
                                        sizeBytes: number;
                                    })[];
                                } | {
                                    /** @constant */
                                    kind: "raw";
                                    text: string;
                                })[];
                                toc: {
                                    id: string;
                                    level: number;
                                    text: string;
                                }[];
                            } | {
                                /** @constant */
                                kind: "binary";
                            } | {
                                /** @constant */
                                kind: "too-large";
                            };
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/revision/{revision}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything known about a repository at a revision */
        get: {
            parameters: {
                query?: {
                    expand?: string[];
                    blobs?: string;
                    securityStatus?: string;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    revision: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            _id: string;
                            id: string;
                            author?: string;
                            sha?: string | null;
                            createdAt?: string;
                            lastModified?: string;
                            private?: boolean;
                            gated?: boolean;
                            disabled?: boolean;
                            likes?: number;
                            downloads?: number;
                            downloadsAllTime?: number;
                            trendingScore?: number;
                            tags?: string[];
                            pipeline_tag?: string;
                            library_name?: string;
                            sdk?: string;
                            description?: string;
                            cardData?: {
                                [key: string]: unknown;
                            };
                            config?: {
                                [key: string]: unknown;
                            };
                            siblings?: ({
                                rfilename: string;
                            } & {
                                [key: string]: unknown;
                            })[];
                            safetensors?: {
                                parameters: {
                                    [key: string]: number;
                                };
                                total: number;
                            };
                            gguf?: {
                                total: number;
                                architecture?: string;
                            } & {
                                [key: string]: unknown;
                            };
                            baseModels?: {
                                relation: string;
                                models: {
                                    id: string;
                                }[];
                            };
                            transformersInfo?: {
                                auto_model?: string;
                            } & {
                                [key: string]: unknown;
                            };
                            mainSize?: number;
                            usedStorage?: number;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Visibility and other settings, for those who may change them */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            visibility: string;
                            private: boolean;
                            discussionsDisabled: boolean;
                            protectedBranches: string[];
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        /** Change visibility and other settings */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        visibility?: "public" | "private" | "protected";
                        private?: boolean;
                        gated?: false | ("auto" | "manual");
                        discussionsDisabled?: boolean;
                        protectedBranches?: string[];
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            visibility: string;
                            private: boolean;
                            discussionsDisabled: boolean;
                            protectedBranches: string[];
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/slice/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Part of a file as a picture or sound, such as one member of a tar file */
        get: {
            parameters: {
                query: {
                    offset: number;
                    size: number;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/super-squash/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replace the history of a branch by one commit */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        message?: string;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/table-query/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One SELECT over such a file, which is called `data` */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        query: string;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            features: {
                                feature_idx: number;
                                name: string;
                                type: {
                                    [key: string]: unknown;
                                };
                            }[];
                            rows: unknown[][];
                            truncated: boolean;
                            partial: boolean;
                            milliseconds: number;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/table-statistics/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the values of each column of such a file are like */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            num_examples: number;
                            statistics: {
                                column_name: string;
                                column_type: string;
                                column_statistics: {
                                    nan_count: number;
                                    nan_proportion: number;
                                    min?: number | string | boolean | null;
                                    max?: number | string | boolean | null;
                                    mean?: number | string | boolean | null;
                                    median?: number | string | boolean | null;
                                    std?: number | null;
                                    histogram?: {
                                        hist: number[];
                                        bin_edges: (number | string | boolean | null)[];
                                    } | null;
                                    n_unique?: number;
                                    frequencies?: {
                                        [key: string]: number;
                                    };
                                };
                            }[];
                            partial: boolean;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/table/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows of a Parquet, CSV, TSV, JSON or text file: `rest` is the revision and the path */
        get: {
            parameters: {
                query?: {
                    offset?: number;
                    length?: number;
                    where?: string;
                    orderby?: string;
                    search?: string;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            features: {
                                feature_idx: number;
                                name: string;
                                type: {
                                    [key: string]: unknown;
                                };
                            }[];
                            rows: {
                                row_idx: number;
                                row: {
                                    [key: string]: unknown;
                                };
                                truncated_cells: string[];
                            }[];
                            num_rows_total: number;
                            num_rows_per_page: number;
                            partial: boolean;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/tag/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tag a revision */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        tag: string;
                        message?: string | null;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        /** Delete a tag */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/tensor-diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the weights of this repo differ from those of another revision or repo, tensor by tensor */
        get: {
            parameters: {
                query?: {
                    revision?: string;
                    path?: string;
                    baseRepo?: string;
                    baseRevision?: string;
                    basePath?: string;
                    figures?: string;
                    cursor?: string;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            base: {
                                repo: {
                                    type: string;
                                    name: string;
                                };
                                commit: string;
                                path: string;
                                files: {
                                    path: string;
                                    size: number;
                                    tensors: number;
                                }[];
                            };
                            head: {
                                repo: {
                                    type: string;
                                    name: string;
                                };
                                commit: string;
                                path: string;
                                files: {
                                    path: string;
                                    size: number;
                                    tensors: number;
                                }[];
                            };
                            total: number;
                            rows: {
                                name: string;
                                /** @enum {string} */
                                status: "added" | "removed" | "reshaped" | "retyped" | "equal" | "changed" | "unread";
                                before: {
                                    name: string;
                                    dtype: string;
                                    shape: number[];
                                    parameters: number;
                                    sizeBytes: number;
                                    file: string;
                                } | null;
                                after: {
                                    name: string;
                                    dtype: string;
                                    shape: number[];
                                    parameters: number;
                                    sizeBytes: number;
                                    file: string;
                                } | null;
                                figures: {
                                    elements: number;
                                    changed: number;
                                    maxAbs: number;
                                    meanAbs: number;
                                    relativeL2: number | null;
                                    cosine: number | null;
                                    notFinite: number;
                                } | null;
                            }[];
                            from: number;
                            next: string | null;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/tensors/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tensors of a .safetensors or .gguf file, of all files of an index, or of a folder: `rest` is revision and path */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            commit: string;
                            /** @enum {string} */
                            format: "safetensors" | "gguf";
                            files: {
                                path: string;
                                size: number;
                                tensors: number;
                            }[];
                            missing: string[];
                            metadata: {
                                key: string;
                                value: string;
                            }[];
                            metadataTruncated: boolean;
                            total: {
                                tensors: number;
                                parameters: number;
                                sizeBytes: number;
                            };
                            dtypes: {
                                dtype: string;
                                tensors: number;
                                parameters: number;
                                sizeBytes: number;
                            }[];
                            tensors: {
                                name: string;
                                dtype: string;
                                shape: number[];
                                parameters: number;
                                sizeBytes: number;
                                file: string;
                            }[];
                            next: string | null;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a folder at a revision: `rest` is the revision and the path */
        get: {
            parameters: {
                query?: {
                    recursive?: string;
                    expand?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            type: "file" | "directory";
                            path: string;
                            oid: string;
                            size: number;
                            lfs?: {
                                oid: string;
                                size: number;
                                pointerSize: number;
                            };
                            xetHash?: string;
                            lastCommit?: {
                                id: string;
                                title: string;
                                date: string;
                            };
                        }[];
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/tree/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a folder at a revision: `rest` is the revision and the path */
        get: {
            parameters: {
                query?: {
                    recursive?: string;
                    expand?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            type: "file" | "directory";
                            path: string;
                            oid: string;
                            size: number;
                            lfs?: {
                                oid: string;
                                size: number;
                                pointerSize: number;
                            };
                            xetHash?: string;
                            lastCommit?: {
                                id: string;
                                title: string;
                                date: string;
                            };
                        }[];
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/xet-read-token/{rev}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a token to read a repository's files by chunks */
        get: {
            parameters: {
                query?: {
                    create_pr?: string;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rev: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accessToken: string;
                            exp: number;
                            casUrl: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{types}/{namespace}/{name}/xet-write-token/{rev}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a token to write a repository's files by chunks */
        get: {
            parameters: {
                query?: {
                    create_pr?: string;
                };
                header?: never;
                path: {
                    types: "models" | "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rev: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accessToken: string;
                            exp: number;
                            casUrl: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cas/fetch/{xorb}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fetch ranges of a xorb from a signed address */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    xorb: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cas/{epoch}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the store answers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    epoch: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cas/{epoch}/v1/chunks/{prefix}/{chunk}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ask where a chunk is already: a shard of xorbs worth knowing */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    epoch: string;
                    prefix: string;
                    chunk: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cas/{epoch}/v1/files/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /** Whether there is such a file, and its size */
        head: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    epoch: string;
                    file: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        patch?: never;
        trace?: never;
    };
    "/cas/{epoch}/v1/reconstructions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How to put several files together, as older clients ask */
        get: {
            parameters: {
                query: {
                    file_id: string[];
                };
                header?: never;
                path: {
                    epoch: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            files: {
                                [key: string]: {
                                    hash: string;
                                    unpacked_length: number;
                                    range: {
                                        start: number;
                                        end: number;
                                    };
                                }[];
                            };
                            fetch_info: {
                                [key: string]: {
                                    range: {
                                        start: number;
                                        end: number;
                                    };
                                    url: string;
                                    url_range: {
                                        start: number;
                                        end: number;
                                    };
                                }[];
                            };
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** How to put several files together */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    epoch: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        hash: string;
                    }[];
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            files: {
                                [key: string]: {
                                    hash: string;
                                    unpacked_length: number;
                                    range: {
                                        start: number;
                                        end: number;
                                    };
                                }[];
                            };
                            fetch_info: {
                                [key: string]: {
                                    range: {
                                        start: number;
                                        end: number;
                                    };
                                    url: string;
                                    url_range: {
                                        start: number;
                                        end: number;
                                    };
                                }[];
                            };
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cas/{epoch}/v1/reconstructions/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How to put a file, or the Range of it, together, as older clients read it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    epoch: string;
                    file: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            offset_into_first_range: number;
                            terms: {
                                hash: string;
                                unpacked_length: number;
                                range: {
                                    start: number;
                                    end: number;
                                };
                            }[];
                            fetch_info: {
                                [key: string]: {
                                    range: {
                                        start: number;
                                        end: number;
                                    };
                                    url: string;
                                    url_range: {
                                        start: number;
                                        end: number;
                                    };
                                }[];
                            };
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cas/{epoch}/v1/shards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register the files of a shard */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    epoch: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: 0 | 1;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cas/{epoch}/v1/telemetry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Clients may report here; nothing is kept */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    epoch: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cas/{epoch}/v1/xorbs/{prefix}/{xorb}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a xorb */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    epoch: string;
                    prefix: string;
                    xorb: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            was_inserted: boolean;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        /** Whether there is such a xorb, and its stored size */
        head: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    epoch: string;
                    prefix: string;
                    xorb: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        patch?: never;
        trace?: never;
    };
    "/cas/{epoch}/v2/file-chunk-hashes/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Chunks around changed bytes of a file: not here yet */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    epoch: string;
                    file: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cas/{epoch}/v2/reconstructions/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How to put a file, or the Range of it, together */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    epoch: string;
                    file: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            offset_into_first_range: number;
                            terms: {
                                hash: string;
                                unpacked_length: number;
                                range: {
                                    start: number;
                                    end: number;
                                };
                            }[];
                            xorbs: {
                                [key: string]: {
                                    url: string;
                                    ranges: {
                                        chunks: {
                                            start: number;
                                            end: number;
                                        };
                                        bytes: {
                                            start: number;
                                            end: number;
                                        };
                                    }[];
                                }[];
                            };
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cas/{epoch}/v2/shards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register the files of a shard; lines of JSON tell how far it is */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    epoch: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-ndjson": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lfs/complete/{oid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Join the parts of a large object */
        post: {
            parameters: {
                query?: {
                    ticket?: string;
                };
                header?: never;
                path: {
                    oid: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        oid: string;
                        parts: {
                            partNumber: number;
                            etag: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lfs/objects/{oid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fetch an object from a signed address */
        get: {
            parameters: {
                query?: {
                    ticket?: string;
                };
                header?: never;
                path: {
                    oid: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        /** Send an object to a signed address */
        put: {
            parameters: {
                query?: {
                    ticket?: string;
                };
                header?: never;
                path: {
                    oid: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lfs/parts/{oid}/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Send one part of a large object to a signed address */
        put: {
            parameters: {
                query?: {
                    ticket?: string;
                };
                header?: never;
                path: {
                    oid: string;
                    number: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{namespace}/{name}/git-receive-pack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Push */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-git-receive-pack-result": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{namespace}/{name}/git-upload-pack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fetch or clone */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-git-upload-pack-result": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{namespace}/{name}/info/lfs/locks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List locks, newest first */
        get: {
            parameters: {
                query?: {
                    path?: string;
                    id?: string;
                    cursor?: string;
                    limit?: number;
                    refspec?: string;
                };
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            locks: {
                                id: string;
                                path: string;
                                locked_at: string;
                                owner: {
                                    name: string;
                                };
                            }[];
                            next_cursor?: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Lock a file, on all branches */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        path: string;
                        ref?: {
                            name?: string;
                        } | null;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            lock: {
                                id: string;
                                path: string;
                                locked_at: string;
                                owner: {
                                    name: string;
                                };
                            };
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{namespace}/{name}/info/lfs/locks/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List locks before a push: one’s own, and those of others */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        ref?: {
                            name?: string;
                        } | null;
                        cursor?: string | null;
                        limit?: number | null;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            ours: {
                                id: string;
                                path: string;
                                locked_at: string;
                                owner: {
                                    name: string;
                                };
                            }[];
                            theirs: {
                                id: string;
                                path: string;
                                locked_at: string;
                                owner: {
                                    name: string;
                                };
                            }[];
                            next_cursor?: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{namespace}/{name}/info/lfs/locks/{id}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Unlock a file; somebody else’s by force */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        force?: boolean | null;
                        ref?: {
                            name?: string;
                        } | null;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            lock: {
                                id: string;
                                path: string;
                                locked_at: string;
                                owner: {
                                    name: string;
                                };
                            };
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{namespace}/{name}/info/lfs/objects/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask where to send or fetch objects */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        operation: "upload" | "download";
                        transfers?: string[] | null;
                        hash_algo?: string | null;
                        ref?: {
                            name: string;
                        } | null;
                        objects: {
                            oid: string;
                            size: number;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{namespace}/{name}/info/lfs/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check that an uploaded object arrived */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        oid: string;
                        size: number;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{namespace}/{name}/info/refs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where branches and tags stand: how each fetch, clone and push begins */
        get: {
            parameters: {
                query?: {
                    service?: string;
                };
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-git-upload-pack-advertisement": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{namespace}/{name}/raw/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a file as git stores it: an LFS file is its pointer */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{namespace}/{name}/resolve/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a file: `rest` is the revision and the path */
        get: {
            parameters: {
                query?: {
                    download?: string;
                    noContentDisposition?: string;
                };
                header?: never;
                path: {
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{prefix}/{namespace}/{name}/git-receive-pack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Push */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    prefix: "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-git-receive-pack-result": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{prefix}/{namespace}/{name}/git-upload-pack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fetch or clone */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    prefix: "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-git-upload-pack-result": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{prefix}/{namespace}/{name}/info/lfs/locks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List locks, newest first */
        get: {
            parameters: {
                query?: {
                    path?: string;
                    id?: string;
                    cursor?: string;
                    limit?: number;
                    refspec?: string;
                };
                header?: never;
                path: {
                    prefix: "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            locks: {
                                id: string;
                                path: string;
                                locked_at: string;
                                owner: {
                                    name: string;
                                };
                            }[];
                            next_cursor?: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Lock a file, on all branches */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    prefix: "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        path: string;
                        ref?: {
                            name?: string;
                        } | null;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            lock: {
                                id: string;
                                path: string;
                                locked_at: string;
                                owner: {
                                    name: string;
                                };
                            };
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{prefix}/{namespace}/{name}/info/lfs/locks/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List locks before a push: one’s own, and those of others */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    prefix: "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        ref?: {
                            name?: string;
                        } | null;
                        cursor?: string | null;
                        limit?: number | null;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            ours: {
                                id: string;
                                path: string;
                                locked_at: string;
                                owner: {
                                    name: string;
                                };
                            }[];
                            theirs: {
                                id: string;
                                path: string;
                                locked_at: string;
                                owner: {
                                    name: string;
                                };
                            }[];
                            next_cursor?: string;
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{prefix}/{namespace}/{name}/info/lfs/locks/{id}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Unlock a file; somebody else’s by force */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    prefix: "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        force?: boolean | null;
                        ref?: {
                            name?: string;
                        } | null;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            lock: {
                                id: string;
                                path: string;
                                locked_at: string;
                                owner: {
                                    name: string;
                                };
                            };
                        };
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{prefix}/{namespace}/{name}/info/lfs/objects/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask where to send or fetch objects */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    prefix: "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        operation: "upload" | "download";
                        transfers?: string[] | null;
                        hash_algo?: string | null;
                        ref?: {
                            name: string;
                        } | null;
                        objects: {
                            oid: string;
                            size: number;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{prefix}/{namespace}/{name}/info/lfs/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check that an uploaded object arrived */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    prefix: "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        oid: string;
                        size: number;
                    };
                };
            };
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{prefix}/{namespace}/{name}/info/refs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where branches and tags stand: how each fetch, clone and push begins */
        get: {
            parameters: {
                query?: {
                    service?: string;
                };
                header?: never;
                path: {
                    prefix: "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-git-upload-pack-advertisement": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{prefix}/{namespace}/{name}/raw/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a file as git stores it: an LFS file is its pointer */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    prefix: "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{prefix}/{namespace}/{name}/resolve/{rest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a file: `rest` is the revision and the path */
        get: {
            parameters: {
                query?: {
                    download?: string;
                    noContentDisposition?: string;
                };
                header?: never;
                path: {
                    prefix: "datasets" | "spaces" | "code";
                    namespace: string;
                    name: string;
                    rest: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Failure */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Error: {
            error: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
