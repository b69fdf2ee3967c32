CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"name" text NOT NULL,
	"scopes" text[] NOT NULL,
	"hash" text NOT NULL,
	"prefix" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "final_videos" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"job_id" uuid NOT NULL,
	"status" text NOT NULL,
	"fingerprint" text NOT NULL,
	"key" text,
	"poster_key" text,
	"size_bytes" bigint,
	"frames" integer NOT NULL,
	"duration_seconds" double precision NOT NULL,
	"qc" jsonb,
	"degraded" jsonb NOT NULL,
	"failure" jsonb
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"title" text NOT NULL,
	"settings" jsonb NOT NULL,
	"status" text NOT NULL,
	"budget_usd" numeric,
	"spent_usd" numeric NOT NULL,
	"reserved_usd" numeric NOT NULL,
	"song_id" uuid,
	"film_id" uuid,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lyrics" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"origin" text NOT NULL,
	"format" text NOT NULL,
	"source" text NOT NULL,
	"lines" jsonb NOT NULL,
	"words" jsonb NOT NULL,
	"language" text,
	"provider" text,
	"model" text
);
--> statement-breakpoint
CREATE TABLE "songs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"upload_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"key" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"duration_seconds" double precision NOT NULL,
	"format" text NOT NULL,
	"codec" text NOT NULL,
	"sample_rate" integer NOT NULL,
	"channels" integer NOT NULL,
	"bit_rate" integer,
	"speech_key" text
);
--> statement-breakpoint
CREATE TABLE "uploads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"purpose" text NOT NULL,
	"file_name" text NOT NULL,
	"content_type" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"key" text NOT NULL,
	"status" text NOT NULL,
	"failure" jsonb
);
--> statement-breakpoint
CREATE TABLE "scene_prompts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"scene_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"parts" jsonb NOT NULL,
	"image_text" text NOT NULL,
	"clip_text" text NOT NULL,
	"origin" text NOT NULL,
	"model" text
);
--> statement-breakpoint
CREATE TABLE "selected_scenes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"scene_index" integer NOT NULL,
	"start_frame" integer NOT NULL,
	"end_frame" integer NOT NULL,
	"title" text NOT NULL,
	"theme" text NOT NULL,
	"mood" text NOT NULL,
	"lyric_excerpt" text NOT NULL,
	"reasoning" text NOT NULL,
	"prompt_id" uuid,
	"image_id" uuid,
	"clip_id" uuid
);
--> statement-breakpoint
CREATE TABLE "generated_images" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"scene_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"status" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"seed" bigint,
	"prompt_id" uuid NOT NULL,
	"fingerprint" text NOT NULL,
	"prediction_id" text,
	"key" text,
	"content_type" text,
	"size_bytes" bigint,
	"cost_usd" numeric NOT NULL,
	"approval" text NOT NULL,
	"failure" jsonb
);
--> statement-breakpoint
CREATE TABLE "user_approvals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"scene_id" uuid NOT NULL,
	"take_id" uuid NOT NULL,
	"take_kind" text NOT NULL,
	"decision" text NOT NULL,
	"decided_by" text NOT NULL,
	"reason" text,
	"fingerprint" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "video_clips" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"scene_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"status" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"seed" bigint,
	"prompt_id" uuid NOT NULL,
	"fingerprint" text NOT NULL,
	"prediction_id" text,
	"key" text,
	"content_type" text,
	"size_bytes" bigint,
	"cost_usd" numeric NOT NULL,
	"approval" text NOT NULL,
	"failure" jsonb,
	"image_id" uuid NOT NULL,
	"requested_seconds" double precision NOT NULL,
	"segment" jsonb
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"event_type" text NOT NULL,
	"payload" jsonb NOT NULL,
	"status" text NOT NULL,
	"attempts" integer NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"last_status" integer,
	"last_error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"delivered_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"url" text NOT NULL,
	"events" text[] NOT NULL,
	"signing_secret" text NOT NULL,
	"status" text NOT NULL,
	"disabled_reason" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"stage" text NOT NULL,
	"status" text NOT NULL,
	"run_id" uuid,
	"scene_ids" jsonb,
	"total" integer NOT NULL,
	"succeeded" integer NOT NULL,
	"failed" integer NOT NULL,
	"canceled" integer NOT NULL,
	"progress" double precision NOT NULL,
	"failures" jsonb NOT NULL,
	"notes" jsonb NOT NULL,
	"failure" jsonb,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "usage_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"task_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"quantity" double precision NOT NULL,
	"unit" text NOT NULL,
	"status" text NOT NULL,
	"amount_usd" numeric NOT NULL,
	"estimated" boolean NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_by_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "api_keys_by_owner" ON "api_keys" USING btree ("owner_id","created_at","id");--> statement-breakpoint
CREATE INDEX "final_videos_by_project" ON "final_videos" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "projects_by_owner" ON "projects" USING btree ("owner_id","created_at","id") WHERE "projects"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "projects_by_owner_and_status" ON "projects" USING btree ("owner_id","status","created_at","id") WHERE "projects"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "lyrics_by_project" ON "lyrics" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "songs_by_project" ON "songs" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "uploads_by_project" ON "uploads" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "scene_prompts_by_project" ON "scene_prompts" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "selected_scenes_by_project" ON "selected_scenes" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "generated_images_by_project" ON "generated_images" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "user_approvals_by_project" ON "user_approvals" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "video_clips_by_project" ON "video_clips" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_endpoint" ON "webhook_deliveries" USING btree ("endpoint_id","created_at","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_project" ON "webhook_deliveries" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("next_attempt_at") WHERE "webhook_deliveries"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "webhook_endpoints_by_owner" ON "webhook_endpoints" USING btree ("owner_id","created_at","id");--> statement-breakpoint
CREATE INDEX "jobs_by_project" ON "jobs" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "usage_entries_by_project" ON "usage_entries" USING btree ("project_id");