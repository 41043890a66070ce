# The AWS half as one resource of Terraform: CloudFormation makes what dist/lambda/template.yaml says (npm run build), so that
# what runs is what the project tests. See docs/aws.md.

terraform {
  # Write-only arguments, which keep the secret out of the state, came with 1.11.
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

variable "function_url" {
  description = "The address of the deployed /alarm: FUNCTION_URL of .env"
  type        = string
}

variable "alert_secret" {
  description = "ALERT_SECRET of .env; set TF_VAR_alert_secret, since a command line can be seen by others"
  type        = string
  ephemeral   = true
}

variable "alert_secret_version" {
  description = "Count up when the secret has changed: Terraform cannot see that it has"
  type        = number
  default     = 1
}

variable "watcher_email" {
  description = "Who gets mail when the pager itself is in trouble"
  type        = string
  default     = ""
}

variable "tags" {
  type    = map(string)
  default = {}
}

resource "aws_ssm_parameter" "alert_secret" {
  name             = "/oncall/alert-secret"
  type             = "SecureString"
  value_wo         = var.alert_secret
  value_wo_version = var.alert_secret_version
  tags             = var.tags
}

resource "aws_cloudformation_stack" "oncall" {
  name          = "oncall"
  template_body = file("${path.module}/../../../dist/lambda/template.yaml")
  capabilities  = ["CAPABILITY_IAM"]
  tags          = var.tags

  parameters = {
    FunctionUrl     = var.function_url
    SecretParameter = aws_ssm_parameter.alert_secret.name
    WatcherEmail    = var.watcher_email
  }
}

# An alarm of your own pages like this; without ok_actions nobody hears that it is over.
resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  alarm_name          = "orders-dead-letters"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = "orders-dead-letters" }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_cloudformation_stack.oncall.outputs["TopicArn"]]
  ok_actions          = [aws_cloudformation_stack.oncall.outputs["TopicArn"]]
}

output "topic_arn" {
  description = "What goes into the actions of alarms, for ALARM and for OK"
  value       = aws_cloudformation_stack.oncall.outputs["TopicArn"]
}

output "dashboard_url" {
  value = aws_cloudformation_stack.oncall.outputs["DashboardUrl"]
}
